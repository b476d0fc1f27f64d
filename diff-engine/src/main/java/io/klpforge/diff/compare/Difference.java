package io.klpforge.diff.compare;

/**
 * The first difference between twins.
 *
 * @param kind of difference
 * @param offset bytes from the start of the piece
 * @param what what differs, such as {@code "calls kfree instead of kvfree"}
 */
public record Difference(Kind kind, long offset, String what) {
  /** Kinds of difference. */
  public enum Kind {
    /** The section it lies in. */
    PLACE,
    /** How many bytes it has. */
    SIZE,
    /** What a relocation refers to. */
    REFERENCE,
    /** Bytes that no relocation writes to. */
    BYTES,
    /** A record about it in a special section. */
    RECORD,
    /** Its unlikely part, which lies elsewhere. */
    PART,
    /** It calls what changed and cannot be replaced itself. */
    CALLEE
  }
}
