package io.klpforge.diff.reproduce;

/**
 * The first thing in which the running kernel's function or variable is another.
 *
 * @param kind of difference
 * @param offset bytes from the start of the piece
 * @param what what differs, such as {@code "calls kfree, the running kernel's calls kvfree"}
 */
public record Mismatch(Kind kind, long offset, String what) {
  /** Kinds of difference. */
  public enum Kind {
    /** The running kernel has none, or several and nothing tells which. */
    NOT_FOUND,
    /** Bytes that no relocation writes to, or how many there are. */
    CODE,
    /** What an operand refers to. */
    OPERAND,
    /** The source line of a warning, which moves when lines above it come and go. */
    LINE
  }

  static Mismatch notFound(String what) {
    return new Mismatch(Kind.NOT_FOUND, 0, what);
  }

  static Mismatch code(long offset, String what) {
    return new Mismatch(Kind.CODE, offset, what);
  }

  static Mismatch line(long offset, String what) {
    return new Mismatch(Kind.LINE, offset, what);
  }

  static Mismatch operand(long offset, String what) {
    return new Mismatch(Kind.OPERAND, offset, what);
  }
}
