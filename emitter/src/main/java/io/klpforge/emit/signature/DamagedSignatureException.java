package io.klpforge.emit.signature;

/** A signature is appended and cannot be read; the kernel ends with {@code EBADMSG}. */
public final class DamagedSignatureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong, a sentence without a full stop. */
  DamagedSignatureException(String message) {
    super(message);
  }
}
