package io.klpforge.emit.signature;

import io.klpforge.diff.elf.Bytes;
import java.util.HexFormat;

/**
 * The kinds of keys that modules are signed with.
 *
 * <p>Source: {@code pkcs7_sig_note_pkey_algo}, crypto/asymmetric_keys/pkcs7_parser.c, Linux 6.1 and
 * 6.16; the identifiers: RFC 8017, RFC 5758, NIST's Computer Security Objects Register.
 */
enum KeyKind {
  RSA("RSA", "RSA", "2a864886f70d010101"),
  EC(
      "EC",
      "ECDSA",
      "2a8648ce3d0401 2a8648ce3d040301 2a8648ce3d040302 2a8648ce3d040303 2a8648ce3d040304"
          + " 60864801650304030a 60864801650304030b 60864801650304030c");

  private final String javaKey;
  private final String javaSignature;
  private final String identifiers;

  KeyKind(String javaKey, String javaSignature, String identifiers) {
    this.javaKey = javaKey;
    this.javaSignature = javaSignature;
    this.identifiers = " " + identifiers + " ";
  }

  /**
   * {@return the kind of key that a signature's algorithm is for}
   *
   * @param identifier the algorithm's, without tag and length
   * @throws UnsupportedSignatureException if none of these is meant
   */
  static KeyKind of(Bytes identifier) {
    String wanted = HexFormat.of().formatHex(identifier.toArray());
    for (KeyKind kind : values()) {
      if (kind.identifiers.contains(" " + wanted + " ")) {
        return kind;
      }
    }
    throw new UnsupportedSignatureException("it is by a key of an unknown kind: " + wanted);
  }

  /** {@return the name that Java has for such keys} */
  String javaKey() {
    return javaKey;
  }

  /** {@return the name that Java has for such signatures over a digest} */
  String javaSignature(DigestKind digest) {
    return digest.javaName() + "with" + javaSignature;
  }
}
