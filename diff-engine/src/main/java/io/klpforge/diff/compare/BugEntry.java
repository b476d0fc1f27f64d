package io.klpforge.diff.compare;

import io.klpforge.diff.layout.Site;
import io.klpforge.diff.special.TableEntry;
import java.util.List;
import java.util.OptionalInt;

/**
 * The record of a BUG() or WARN().
 *
 * <p>Source: {@code struct bug_entry}, include/asm-generic/bug.h, Linux 6.1: with
 * CONFIG_DEBUG_BUGVERBOSE references of equal width (code, the format from 6.19 on, file name),
 * then the line, then flags; 16 bits each.
 */
final class BugEntry {
  private static final int LINE_AND_FLAGS = 4;

  private BugEntry() {}

  /** Zeroes the 16-bit line number of a record, if it has one. */
  static void maskLine(byte[] record, List<Site> sites) {
    lineAt(record.length, sites)
        .ifPresent(
            at -> {
              record[at] = 0;
              record[at + 1] = 0;
            });
  }

  /** {@return the line, 0 to 65535}; empty if the record has none */
  static OptionalInt line(TableEntry entry) {
    OptionalInt at = lineAt(entry.bytes().length(), entry.sites());
    return at.isPresent() ? OptionalInt.of(entry.bytes().u16(at.getAsInt())) : at;
  }

  private static OptionalInt lineAt(int length, List<Site> sites) {
    if (sites.stream().map(Site::target).noneMatch(SourcePlace::isFile)) {
      return OptionalInt.empty();
    }
    Site file = sites.get(sites.size() - 1);
    int line = (int) file.offset() + file.field().width();
    return line + LINE_AND_FLAGS <= length ? OptionalInt.of(line) : OptionalInt.empty();
  }
}
