package io.klpforge.diff.elf;

/** A file is not the ELF file it should be; the message says what is wrong with it. */
public final class MalformedElfException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong, without the file's name. */
  public MalformedElfException(String message) {
    super(message);
  }

  /** What is wrong, without the file's name, and what brought it up. */
  public MalformedElfException(String message, Throwable cause) {
    super(message, cause);
  }
}
