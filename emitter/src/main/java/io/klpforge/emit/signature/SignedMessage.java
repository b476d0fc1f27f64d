package io.klpforge.emit.signature;

import io.klpforge.diff.elf.Bytes;
import java.util.List;

/**
 * The PKCS#7 message of a signature, its content detached.
 *
 * <p>Source: {@code SignedData} and {@code SignerInfo}, RFC 5652, 5.1 and 5.3.
 *
 * @param signer the certificate it points to
 * @param digest over the module
 * @param signature the signer's, over the digest
 * @param hasAttributes whether it signs attributes and not the digest alone, which the kernel
 *     refuses; Source: {@code pkcs7_verify}, crypto/asymmetric_keys/pkcs7_verify.c, Linux 6.1
 */
record SignedMessage(SignerId signer, DigestKind digest, Bytes signature, boolean hasAttributes) {
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
    DerValue wrapped = last(whole).require(DerValue.CONTEXT_0, "signed data");
    DerValue data = last(wrapped).require(DerValue.SEQUENCE, "signed data");
    List<DerValue> signers = last(data).require(DerValue.SET, "signers").parts();
    if (signers.size() > 1) {
      throw new UnsupportedSignatureException("it has " + signers.size() + " signers");
    }
    return signer(last(last(data)).require(DerValue.SEQUENCE, "signer").parts());
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
    List<DerValue> digest = parts.get(2).require(DerValue.SEQUENCE, "digest's kind").parts();
    if (digest.isEmpty()) {
      throw new DamagedSignatureException("its PKCS#7 message does not name its digest");
    }
    return new SignedMessage(
        SignerId.of(parts.get(1)),
        DigestKind.of(digest.get(0).require(DerValue.OBJECT_IDENTIFIER, "digest's name").content()),
        parts.get(algorithm + 1).require(DerValue.OCTET_STRING, "signature").content(),
        attributes);
  }
}
