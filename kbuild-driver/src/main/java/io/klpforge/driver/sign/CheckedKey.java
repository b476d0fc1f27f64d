package io.klpforge.driver.sign;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/**
 * A key of which all is known that files tell.
 *
 * @param key where it is
 * @param certificate its certificate, read
 */
public record CheckedKey(SigningKey key, X509Certificate certificate) {

  /** {@return what to say of the certificate's time, which the kernel does not look at} */
  public Optional<String> warning(Instant now) {
    Instant first = certificate.getNotBefore().toInstant();
    Instant last = certificate.getNotAfter().toInstant();
    String prefix = "warning: " + key.certificate() + ": the certificate ";
    if (now.isAfter(last)) {
      return Optional.of(prefix + "expired on " + last);
    }
    return now.isBefore(first)
        ? Optional.of(prefix + "is not valid before " + first)
        : Optional.empty();
  }
}
