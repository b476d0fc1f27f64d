package io.klpforge.emit.signature;

import io.klpforge.diff.elf.Bytes;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A signature behind a module: {@code module, PKCS#7 message, 12 bytes, 28 bytes of text}.
 *
 * <p>Source: include/linux/module_signature.h; {@code mod_check_sig}, kernel/module_signature.c;
 * Linux 6.1.
 *
 * @param file all of it
 * @param module the bytes that are signed, the first of the file
 * @param length of the PKCS#7 message, in bytes
 * @param message what it says
 */
public record AppendedSignature(Bytes file, Bytes module, int length, SignedMessage message) {
  private static final byte[] TEXT =
      "~Module signature appended~\n".getBytes(StandardCharsets.US_ASCII);

  /** {@code struct module_signature}: five bytes of kinds, three of nothing, a length. */
  private static final int STRUCTURE = 12;

  private static final int ID_TYPE = 2;
  private static final int PKEY_ID_PKCS7 = 2;
  private static final int LENGTH = 8;

  /**
   * {@return the signature of a module; empty if it has none}
   *
   * @throws DamagedSignatureException if it cannot be read
   * @throws UnsupportedSignatureException if it is of a kind not known here
   */
  public static Optional<AppendedSignature> of(Bytes file) {
    int end = file.length() - TEXT.length;
    if (end < 0 || !Arrays.equals(file.slice(end, TEXT.length).toArray(), TEXT)) {
      return Optional.empty();
    }
    if (end <= STRUCTURE) {
      throw new DamagedSignatureException("nothing is before the text that ends it");
    }
    Bytes structure =
        Bytes.of(file.slice(end - STRUCTURE, STRUCTURE).toArray(), ByteOrder.BIG_ENDIAN);
    long length = structure.u32(LENGTH);
    if (length >= end - STRUCTURE) {
      throw new DamagedSignatureException("it says it is longer than the file");
    }
    requireKind(structure);
    int begin = end - STRUCTURE - (int) length;
    SignedMessage message = SignedMessage.read(file.slice(begin, (int) length));
    return Optional.of(new AppendedSignature(file, file.slice(0, begin), (int) length, message));
  }

  private static void requireKind(Bytes structure) {
    if (structure.u8(ID_TYPE) != PKEY_ID_PKCS7) {
      throw new UnsupportedSignatureException(
          "it is of kind " + structure.u8(ID_TYPE) + ", and not a PKCS#7 message");
    }
    for (int at = 0; at < LENGTH; at++) {
      if (at != ID_TYPE && structure.u8(at) != 0) {
        throw new DamagedSignatureException("what is to be zero before its length is not");
      }
    }
  }

  /** {@return the certificate it points to} */
  public SignerId signer() {
    return message.signer();
  }

  /** {@return the digest's name, such as {@code sha256}} */
  public String digest() {
    return message.digest().javaName().toLowerCase(Locale.ROOT);
  }

  /** {@return whether it signs attributes too, which the kernel refuses} */
  public boolean hasAttributes() {
    return message.hasAttributes();
  }

  /** {@return whether the key of that certificate signed these very bytes} */
  public boolean isBy(X509Certificate certificate) {
    PublicKey key = certificate.getPublicKey();
    return key.getAlgorithm().equals(message.key().javaKey()) && isBy(key);
  }

  private boolean isBy(PublicKey key) {
    try {
      Signature signature = Signature.getInstance(message.key().javaSignature(message.digest()));
      signature.initVerify(key);
      signature.update(module.toArray());
      return signature.verify(message.signature().toArray());
    } catch (SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new UnsupportedSignatureException("its key cannot be used here: " + e.getMessage());
    }
  }

  /** {@return it for people: who, over what, how long} */
  public String text() {
    return signer().text() + "; " + digest() + ", " + length + " bytes";
  }
}
