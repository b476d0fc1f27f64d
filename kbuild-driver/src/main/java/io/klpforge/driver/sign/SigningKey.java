package io.klpforge.driver.sign;

import java.nio.file.Path;

/**
 * What modules are signed with, as {@code sign-file} takes it.
 *
 * @param key a PEM file's path, or a PKCS#11 URI; never the key itself
 * @param certificate X.509, DER or PEM
 */
public record SigningKey(String key, Path certificate) {
  private static final String URI = "pkcs11:";

  /** {@return whether a key is in a token, and not in a file}; RFC 7512 */
  public static boolean isUri(String key) {
    return key.startsWith(URI);
  }

  /** {@return the key as sign-file is to be given it, wherever it runs} */
  String argument() {
    return isUri(key) ? key : Path.of(key).toAbsolutePath().toString();
  }

  /** {@return the key's place, for messages} */
  String shown() {
    return withoutPin(key);
  }

  /** {@return a text without the PIN that a URI in it may have} */
  static String withoutPin(String text) {
    return text.replaceAll("pin-value=[^&\\s]*", "pin-value=...");
  }
}
