package io.klpforge.emit.signature;

/** A signature is appended, of a kind that is not known here. */
public final class UnsupportedSignatureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What it is that is not known, a sentence without a full stop. */
  UnsupportedSignatureException(String message) {
    super(message);
  }
}
