package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.Symbol;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The certificates in a vmlinux whose keys the kernel trusts from the start.
 *
 * <p>Source: certs/system_certificates.S; {@code x509_load_certificate_list},
 * crypto/asymmetric_keys/x509_loader.c; Linux 6.1.
 */
final class BuiltInCertificates {
  /** Each is {@code SEQUENCE}, {@code 0x82}, two octets of length: 256 to 65,535 octets. */
  private static final int HEADER = 4;

  private static final int SEQUENCE = 0x3082;

  private BuiltInCertificates() {}

  /** {@return them in order; those that cannot be read are left out, as the kernel does} */
  static List<X509Certificate> of(KernelImage image) {
    return image.symbols().named("system_certificate_list").stream()
        .findFirst()
        .flatMap(list -> bytes(image, list))
        .map(BuiltInCertificates::read)
        .orElse(List.of());
  }

  private static Optional<Bytes> bytes(KernelImage image, Symbol list) {
    Section section = image.sections().get(list.place().section().index());
    long offset = list.value() - section.address();
    boolean inside = offset >= 0 && offset < section.data().length();
    return inside
        ? Optional.of(section.data().slice((int) offset, section.data().length() - (int) offset))
        : Optional.empty();
  }

  private static List<X509Certificate> read(Bytes list) {
    List<X509Certificate> certificates = new ArrayList<>();
    int at = 0;
    while (at + HEADER <= list.length() && (list.u8(at) << 8 | list.u8(at + 1)) == SEQUENCE) {
      int length = HEADER + (list.u8(at + 2) << 8 | list.u8(at + 3));
      if (at + length > list.length()) {
        break;
      }
      certificate(list.slice(at, length)).ifPresent(certificates::add);
      at += length;
    }
    return certificates;
  }

  private static Optional<X509Certificate> certificate(Bytes encoded) {
    try {
      return Optional.of(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(encoded.toArray())));
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }
}
