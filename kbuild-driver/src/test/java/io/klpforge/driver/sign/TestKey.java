package io.klpforge.driver.sign;

import io.klpforge.driver.command.Command;
import io.klpforge.driver.command.CommandRunner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A key and its certificate in PEM files, made by the JDK's keytool.
 *
 * @param key PKCS#8, not encrypted
 * @param certificate signed by the key itself
 */
public record TestKey(Path key, Path certificate) {
  private static final String PASSWORD = "not-a-secret";

  /**
   * {@return a new key, valid for ten years}
   *
   * @param name the certificate's, and the files' first part
   * @param options of keytool, such as {@code -keyalg RSA}
   */
  public static TestKey make(Path directory, String name, String... options) {
    Path store = directory.resolve(name + ".p12");
    List<String> words = new ArrayList<>(List.of("-genkeypair", "-alias", name));
    words.addAll(List.of("-dname", "CN=" + name, "-validity", "3650"));
    words.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12"));
    words.addAll(List.of("-storepass", PASSWORD));
    words.addAll(List.of(options));
    String program = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    new CommandRunner().check(Command.of(directory, program).with(words));
    try {
      return exported(directory, name, store);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("keytool made what cannot be read", e);
    }
  }

  private static TestKey exported(Path directory, String name, Path store)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    Path key = directory.resolve(name + ".key.pem");
    Path certificate = directory.resolve(name + ".cert.pem");
    Files.writeString(
        key, pem("PRIVATE KEY", keys.getKey(name, PASSWORD.toCharArray()).getEncoded()));
    Files.writeString(certificate, pem("CERTIFICATE", keys.getCertificate(name).getEncoded()));
    return new TestKey(key, certificate);
  }

  private static String pem(String what, byte[] content) {
    return "-----BEGIN "
        + what
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
        + "\n-----END "
        + what
        + "-----\n";
  }
}
