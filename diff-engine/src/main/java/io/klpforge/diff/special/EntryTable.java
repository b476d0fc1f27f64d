package io.klpforge.diff.special;

import io.klpforge.diff.layout.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * How a table divides into records: by where its relocations repeat.
 *
 * <p>Record sizes change between kernels ({@code struct alt_instr} is 12 bytes in Linux 6.1 and 14
 * in 6.12), but within a table every record has its relocations at the same places, and the first
 * names code.
 *
 * @param size of the section in bytes; its end may be missing padding up to {@code alignment}
 * @param alignment of the section
 * @param offsets of its relocations, ascending
 * @param namesCode for each relocation whether it names code
 */
record EntryTable(long size, long alignment, List<Long> offsets, List<Boolean> namesCode) {

  /** Static branches with 64-bit addresses; also keeps a table from passing for one record. */
  private static final int LARGEST_RECORD = 24;

  /** {@code struct fixup_entry} of ppc64 alone has that many references. */
  private static final int MANY_REFERENCES = 4;

  private static final int LARGEST_WITH_MANY = 48;

  /** Copies the lists. */
  EntryTable {
    offsets = List.copyOf(offsets);
    namesCode = List.copyOf(namesCode);
  }

  /** {@return the table that has these references} */
  static EntryTable of(long size, long alignment, List<Site> sites) {
    List<Long> offsets = new ArrayList<>(sites.size());
    List<Boolean> namesCode = new ArrayList<>(sites.size());
    for (Site site : sites) {
      offsets.add(site.offset());
      namesCode.add(CodeReference.owner(site).isPresent());
    }
    return new EntryTable(size, alignment, offsets, namesCode);
  }

  /**
   * {@return bytes of one record that has {@code least} to {@code most} relocations, if any fits}
   */
  OptionalInt entrySize(int least, int most) {
    for (int each = least; each <= Math.min(most, offsets.size()); each++) {
      OptionalInt record = entrySize(each);
      if (record.isPresent()) {
        return record;
      }
    }
    return OptionalInt.empty();
  }

  /** {@return bytes of one record that has {@code each} relocations, if that fits} */
  OptionalInt entrySize(int each) {
    if (offsets.isEmpty() || offsets.size() % each != 0 || !firstNamesCode(each)) {
      return OptionalInt.empty();
    }
    int count = offsets.size() / each;
    long record = count == 1 ? size : offsets.get(each) - offsets.get(0);
    boolean fits = record <= (each < MANY_REFERENCES ? LARGEST_RECORD : LARGEST_WITH_MANY);
    return fits && fills(record, count) && repeats(each, record)
        ? OptionalInt.of((int) record)
        : OptionalInt.empty();
  }

  /** Whether {@code count} records make up the section, the last perhaps without its padding. */
  private boolean fills(long record, int count) {
    long unit = Math.max(1, alignment);
    long padded = (size + unit - 1) / unit * unit;
    long whole = record * count;
    return record > 0 && (size == whole || padded == whole);
  }

  private boolean firstNamesCode(int each) {
    for (int i = 0; i < namesCode.size(); i += each) {
      if (!namesCode.get(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean repeats(int each, long record) {
    for (int i = 0; i < offsets.size(); i++) {
      long first = i / each * record;
      if (offsets.get(i) - first != offsets.get(i % each) || offsets.get(i) >= first + record) {
        return false;
      }
    }
    return true;
  }
}
