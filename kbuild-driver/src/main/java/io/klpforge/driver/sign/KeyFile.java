package io.klpforge.driver.sign;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.report.Failure;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private key's PEM file.
 *
 * <p>Source: RFC 7468, 10 and 11; the older forms: PEM_read_bio_PrivateKey(3).
 *
 * @param form what is before "PRIVATE KEY" in its first line: empty, {@code ENCRYPTED}, {@code
 *     RSA}, {@code EC} ...
 * @param body what is between its first and last line
 */
record KeyFile(String form, String body) {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z0-9]* ?)PRIVATE KEY-----([^-]*(?:-[^-]+)*)-----END ");

  private static final byte[] PROBE = {'k', 'l', 'p'};

  /**
   * Reads a key.
   *
   * @throws Failure if the file is missing, or is none
   */
  static KeyFile read(Path file) {
    Matcher matcher = PEM.matcher(Disk.latin1(file));
    if (!matcher.find()) {
      throw new Failure(
          file
              + ": no private key in PEM form"
              + "\n    give --sign the key first and its certificate second");
    }
    return new KeyFile(matcher.group(1).strip(), matcher.group(2));
  }

  /** {@return whether a passphrase is needed} */
  boolean isEncrypted() {
    return form.equals("ENCRYPTED") || body.contains("Proc-Type: 4,ENCRYPTED");
  }

  /** {@return whether the two are one pair; empty where this form of key is not read here} */
  Optional<Boolean> belongsTo(PublicKey key) {
    if (!form.isEmpty()) {
      return Optional.empty();
    }
    try {
      PrivateKey own =
          KeyFactory.getInstance(key.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body)));
      return Optional.of(isPair(own, key));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.of(false);
    }
  }

  private static boolean isPair(PrivateKey own, PublicKey key) throws GeneralSecurityException {
    String kind = key.getAlgorithm();
    Signature signature =
        Signature.getInstance("SHA256with" + (kind.equals("EC") ? "ECDSA" : kind));
    signature.initSign(own);
    signature.update(PROBE);
    byte[] signed = signature.sign();
    signature.initVerify(key);
    signature.update(PROBE);
    return signature.verify(signed);
  }
}
