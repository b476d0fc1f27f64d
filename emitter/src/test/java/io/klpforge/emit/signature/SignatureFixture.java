package io.klpforge.emit.signature;

import io.klpforge.diff.elf.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** The files of fixtures/signatures; MADE says how they came to be. */
public final class SignatureFixture {
  private static final Path FOLDER =
      Path.of(System.getProperty("klpforge.root"), "fixtures", "signatures");

  /** What sign-file makes. */
  static final List<String> USUAL = List.of("rsa-sha256", "ec-sha512", "rsa-sha384-key-id");

  private SignatureFixture() {}

  /** {@return a signed file} */
  public static byte[] signed(String name) {
    try {
      return Files.readAllBytes(FOLDER.resolve(name + ".signed"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return the certificate of the key whose kind the name begins with} */
  public static X509Certificate certificate(String name) {
    String file = name.startsWith("ec") ? "ec.cert.pem" : "rsa.cert.der";
    try (InputStream in = Files.newInputStream(FOLDER.resolve(file))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (IOException | CertificateException e) {
      throw new IllegalStateException(file, e);
    }
  }

  /** {@return the file's bytes as the program handles them} */
  public static Bytes bytes(byte[] file) {
    return Bytes.of(file, ByteOrder.LITTLE_ENDIAN);
  }
}
