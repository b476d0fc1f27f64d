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
  private static final int MOST_RELOCATIONS = 8;

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
      if (offsets.size() % each != 0 || !firstNamesCode(namesCode, each)) {
        continue;
      }
      long count = offsets.size() / each;
      long padded = padded(size, count, alignment);
      if (padded % count == 0 && repeats(offsets, each, padded / count)) {
        return Math.toIntExact(padded / count);
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

  private static boolean firstNamesCode(List<Boolean> namesCode, int each) {
    for (int i = 0; i < namesCode.size(); i += each) {
      if (!namesCode.get(i)) {
        return false;
      }
    }
    return true;
  }

  private static long padded(long size, long count, long alignment) {
    long unit = Math.max(1, alignment);
    return size % count == 0 ? size : (size + unit - 1) / unit * unit;
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
