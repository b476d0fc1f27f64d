package io.klpforge.diff.compare;

import io.klpforge.diff.layout.Site;
import java.util.List;

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
    if (sites.isEmpty()) {
      return;
    }
    Site file = sites.get(sites.size() - 1);
    int line = (int) file.offset() + file.field().width();
    if (sites.stream().map(Site::target).anyMatch(SourcePlace::isFile)
        && line + LINE_AND_FLAGS <= record.length) {
      record[line] = 0;
      record[line + 1] = 0;
    }
  }
}
