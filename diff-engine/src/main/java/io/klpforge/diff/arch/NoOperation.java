package io.klpforge.diff.arch;

import io.klpforge.diff.elf.Bytes;

/** An instruction that does nothing, as compilers put it before a function to make room. */
final class NoOperation {
  private final Bytes instruction;

  /** The one of these bytes. */
  NoOperation(Bytes instruction) {
    this.instruction = instruction;
  }

  boolean isAt(Bytes code, int at) {
    int length = instruction.length();
    return at >= 0 && at + length <= code.length() && code.slice(at, length).equals(instruction);
  }

  /**
   * {@return bytes of these instructions directly before {@code entry}}: all there are from a
   * section's start on, as the function has the section for itself; else not more than {@code
   * usual}, as the others keep it aligned, and none if there are fewer
   */
  int room(Bytes code, int from, int entry, int usual) {
    int length = instruction.length();
    int start = entry;
    while (start - length >= from && isAt(code, start - length)) {
      start -= length;
    }
    if (from == 0) {
      return start == 0 ? entry : 0;
    }
    return entry - start >= usual ? usual : 0;
  }
}
