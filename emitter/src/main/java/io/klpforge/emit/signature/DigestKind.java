package io.klpforge.emit.signature;

import io.klpforge.diff.elf.Bytes;
import java.util.HexFormat;

/**
 * The digests that modules are signed over.
 *
 * <p>Source: crypto/asymmetric_keys/pkcs7_parser.c, {@code pkcs7_sig_note_digest_algo}, Linux 6.1
 * and 6.16; the identifiers: RFC 5754, RFC 3279, NIST's Computer Security Objects Register.
 */
enum DigestKind {
  SHA1("2b0e03021a", "SHA1"),
  SHA224("608648016503040204", "SHA224"),
  SHA256("608648016503040201", "SHA256"),
  SHA384("608648016503040202", "SHA384"),
  SHA512("608648016503040203", "SHA512"),
  SHA3_256("608648016503040208", "SHA3-256"),
  SHA3_384("608648016503040209", "SHA3-384"),
  SHA3_512("60864801650304020a", "SHA3-512");

  private final String identifier;
  private final String javaName;

  DigestKind(String identifier, String javaName) {
    this.identifier = identifier;
    this.javaName = javaName;
  }

  /**
   * {@return the digest of an object identifier, given without tag and length}
   *
   * @throws UnsupportedSignatureException if none of these is meant
   */
  static DigestKind of(Bytes identifier) {
    String wanted = HexFormat.of().formatHex(identifier.toArray());
    for (DigestKind kind : values()) {
      if (kind.identifier.equals(wanted)) {
        return kind;
      }
    }
    throw new UnsupportedSignatureException("it is over a digest of an unknown kind: " + wanted);
  }

  /** {@return the name that Java's security providers have for it} */
  String javaName() {
    return javaName;
  }
}
