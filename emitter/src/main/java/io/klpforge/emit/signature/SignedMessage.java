package io.klpforge.emit.signature;

import io.klpforge.diff.elf.Bytes;
import java.util.HexFormat;
import java.util.List;

/**
 * The PKCS#7 message of a signature, its content detached.
 *
 * <p>Source: {@code SignedData} and {@code SignerInfo}, RFC 5652, 5.1 and 5.3.
 *
 * @param signer the certificate it points to
 * @param digest over the module
 * @param key the kind of key that signed
 * @param signature the signer's, over the digest
 * @param hasAttributes whether it signs attributes and not the digest alone, which the kernel
 *     refuses; Source: {@code pkcs7_verify}, crypto/asymmetric_keys/pkcs7_verify.c, Linux 6.1
 */
record SignedMessage(
    SignerId signer, DigestKind digest, KeyKind key, Bytes signature, boolean hasAttributes) {
  /** {@code id-signedData} and {@code id-data}; RFC 5652, 4 and 5.1. */
  private static final String SIGNED_DATA = "2a864886f70d010702";

  private static final String DATA = "2a864886f70d010701";

  private static final int SIGNER_PARTS = 5;

  /**
   * Reads a message.
   *
   * @throws DamagedSignatureException if it is none
   * @throws UnsupportedSignatureException if it is of a kind not known here
   */
  static SignedMessage read(Bytes message) {
    DerValue whole = DerValue.first(message).require(DerValue.SEQUENCE, "content");
    if (whole.whole().length() != message.length()) {
      throw new DamagedSignatureException("something follows its PKCS#7 message");
    }
    requireType(whole, SIGNED_DATA);
    DerValue wrapped = last(whole).require(DerValue.CONTEXT_0, "signed data");
    DerValue data = last(wrapped).require(DerValue.SEQUENCE, "signed data");
    requireDetached(data.parts());
    List<DerValue> signers = last(data).require(DerValue.SET, "signers").parts();
    if (signers.size() > 1) {
      throw new UnsupportedSignatureException("it has " + signers.size() + " signers");
    }
    return signer(last(last(data)).require(DerValue.SEQUENCE, "signer").parts());
  }

  /** Version, digests, content, signers: the content is a type alone. */
  private static void requireDetached(List<DerValue> data) {
    if (data.size() < 3 || data.get(2).require(DerValue.SEQUENCE, "content").parts().size() != 1) {
      throw new DamagedSignatureException("its PKCS#7 message is not detached from what it signs");
    }
    requireType(data.get(2), DATA);
  }

  private static void requireType(DerValue content, String type) {
    if (!HexFormat.of().formatHex(identifier(content.parts()).toArray()).equals(type)) {
      throw new DamagedSignatureException("its PKCS#7 message holds something else");
    }
  }

  private static Bytes identifier(List<DerValue> algorithm) {
    if (algorithm.isEmpty()) {
      throw new DamagedSignatureException("its PKCS#7 message lacks an identifier");
    }
    return algorithm.get(0).require(DerValue.OBJECT_IDENTIFIER, "identifier").content();
  }

  private static DerValue last(DerValue value) {
    List<DerValue> parts = value.parts();
    if (parts.isEmpty()) {
      throw new DamagedSignatureException("its PKCS#7 message lacks a part");
    }
    return parts.get(parts.size() - 1);
  }

  /** Version, signer, digest, perhaps attributes, algorithm, signature. */
  private static SignedMessage signer(List<DerValue> parts) {
    boolean attributes = parts.size() > 3 && parts.get(3).tag() == DerValue.CONTEXT_0;
    int algorithm = attributes ? 4 : 3;
    if (parts.size() < SIGNER_PARTS || parts.size() <= algorithm + 1) {
      throw new DamagedSignatureException("its PKCS#7 message lacks a part of the signer's");
    }
    return new SignedMessage(
        SignerId.of(parts.get(1)),
        DigestKind.of(algorithm(parts.get(2))),
        KeyKind.of(algorithm(parts.get(algorithm))),
        parts.get(algorithm + 1).require(DerValue.OCTET_STRING, "signature").content(),
        attributes);
  }

  private static Bytes algorithm(DerValue value) {
    return identifier(value.require(DerValue.SEQUENCE, "algorithm").parts());
  }
}
