package io.klpforge.driver.sign;

import io.klpforge.driver.kernel.KernelConfig;
import io.klpforge.driver.report.Failure;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Map;

/** What can be known of a key before anything is built. */
public final class SigningCheck {
  private SigningCheck() {}

  /**
   * Checks that the kernel looks at signatures.
   *
   * @param name of the configuration, for the message
   * @throws Failure if it does not
   */
  public static void requireUse(KernelConfig config, String name) {
    if (!config.isSet("MODULE_SIG")) {
      throw new Failure(
          name
              + ": CONFIG_MODULE_SIG is not set: this kernel does not look at signatures"
              + "\n    build without --sign");
    }
  }

  /**
   * Checks that key and certificate are there and belong together, as far as files tell.
   *
   * @param environment of the process, which may hold the passphrase
   * @return the key with its certificate
   * @throws Failure if not
   */
  public static CheckedKey require(SigningKey key, Map<String, String> environment) {
    X509Certificate certificate = CertificateFile.read(key.certificate());
    if (!SigningKey.isUri(key.key())) {
      KeyFile file = KeyFile.read(Path.of(key.key()));
      requirePassphrase(file, key, environment);
      if (!file.belongsTo(certificate.getPublicKey()).orElse(true)) {
        throw strangers(key);
      }
    }
    return new CheckedKey(key, certificate);
  }

  private static void requirePassphrase(
      KeyFile file, SigningKey key, Map<String, String> environment) {
    if (file.isEncrypted() && environment.getOrDefault(SignFile.PIN, "").isEmpty()) {
      throw new Failure(
          key.shown()
              + ": the key is encrypted, and there is no passphrase\n    set "
              + SignFile.PIN
              + " in the environment to the passphrase");
    }
  }

  /** {@return the failure for a key that is not the certificate's} */
  static Failure strangers(SigningKey key) {
    return new Failure(
        key.shown()
            + ": not the key of "
            + key.certificate()
            + "\n    the kernel would refuse what it signs; give the certificate made for this key");
  }
}
