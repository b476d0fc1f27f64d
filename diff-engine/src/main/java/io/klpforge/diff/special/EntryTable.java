package io.klpforge.diff.special;

import io.klpforge.diff.elf.MalformedElfException;
import java.util.List;

/**
 * How a table divides into records: by where its relocations repeat.
 *
 * <p>Record sizes change between kernels ({@code struct alt_instr} is 12 bytes in Linux 6.1 and 14
 * in 6.12), but within a table every record has its relocations at the same places, and the first
 * names code.
 */
final class EntryTable {
  /** Static branches have three: code, target, key. */
  private static final int MOST_RELOCATIONS = 3;

  /** Static branches with 64-bit addresses; also keeps a table from passing for one record. */
  private static final int LARGEST_RECORD = 24;

  private EntryTable() {}

  /**
   * {@return bytes of one record}
   *
   * @param name the section's, for the error
   * @param size of the section in bytes; its end may be missing padding up to {@code alignment}
   * @param alignment of the section
   * @param offsets of its relocations, ascending
   * @param namesCode for each relocation whether it names code
   * @throws MalformedElfException if no size fits
   */
  static int entrySize(
      String name, long size, long alignment, List<Long> offsets, List<Boolean> namesCode) {
    for (int each = 1; each <= Math.min(MOST_RELOCATIONS, offsets.size()); each++) {
      if (offsets.size() % each == 0 && firstNamesCode(namesCode, each)) {
        int count = offsets.size() / each;
        long record = count == 1 ? size : offsets.get(each) - offsets.get(0);
        if (fills(record, count, size, alignment) && repeats(offsets, each, record)) {
          return (int) record;
        }
      }
    }
    throw new MalformedElfException(
        "section "
            + name
            + " does not divide into records: "
            + size
            + " bytes, "
            + offsets.size()
            + " relocations");
  }

  /** Whether {@code count} records make up the section, the last perhaps without its padding. */
  private static boolean fills(long record, int count, long size, long alignment) {
    long unit = Math.max(1, alignment);
    long padded = (size + unit - 1) / unit * unit;
    long whole = record * count;
    return record > 0 && record <= LARGEST_RECORD && (size == whole || padded == whole);
  }

  private static boolean firstNamesCode(List<Boolean> namesCode, int each) {
    for (int i = 0; i < namesCode.size(); i += each) {
      if (!namesCode.get(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean repeats(List<Long> offsets, int each, long size) {
    for (int i = 0; i < offsets.size(); i++) {
      long first = i / each * size;
      if (offsets.get(i) - first != offsets.get(i % each) || offsets.get(i) >= first + size) {
        return false;
      }
    }
    return true;
  }
}
