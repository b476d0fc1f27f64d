package io.klpforge.emit.write;

/** An image that the ELF format, or the kernel's reading of it, has no place for. */
public final class UnwritableElfException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What does not fit and why, without the file's name. */
  public UnwritableElfException(String message) {
    super(message);
  }
}
