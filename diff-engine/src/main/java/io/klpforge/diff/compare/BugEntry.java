package io.klpforge.diff.compare;

/**
 * The record of a BUG() or WARN().
 *
 * <p>Source: {@code struct bug_entry}, include/asm-generic/bug.h, Linux 6.1: with
 * CONFIG_DEBUG_BUGVERBOSE two references (code, file name), then the line, then flags.
 */
final class BugEntry {
  private static final int RELATIVE_SIZE = 12;
  private static final int LINE_OFFSET = 8;

  private BugEntry() {}

  /** Zeroes the 16-bit line number of a record with {@code references} references. */
  static void maskLine(byte[] record, int references) {
    if (references == 2 && record.length == RELATIVE_SIZE) {
      record[LINE_OFFSET] = 0;
      record[LINE_OFFSET + 1] = 0;
    }
  }
}
