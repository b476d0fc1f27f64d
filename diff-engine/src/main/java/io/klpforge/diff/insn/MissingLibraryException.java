package io.klpforge.diff.insn;

/** A native library is not installed; the message names the package that brings it. */
public final class MissingLibraryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MissingLibraryException(String message, Throwable cause) {
    super(message, cause);
  }
}
