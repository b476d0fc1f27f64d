package io.klpforge.diff.compare;

import io.klpforge.diff.correlate.KnownByContent;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Site;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Data that macros and sanitizers make at each use and that tells its line. */
enum LineRecord {
  /**
   * The descriptor of a pr_debug(): four pointers, then the line number as the first 18 bits of a
   * 32-bit word: the low ones where the lowest byte comes first, else the high ones. Source: {@code
   * struct _ddebug}, include/linux/dynamic_debug.h, Linux 6.1.
   */
  DYNAMIC_DEBUG {
    @Override
    void maskLines(byte[] record, List<Site> sites, ByteOrder order) {
      int line = 4 * Long.BYTES;
      if (record.length > line + 2) {
        record[line] = 0;
        record[line + 1] = 0;
        record[line + 2] &= (byte) (order.equals(ByteOrder.BIG_ENDIAN) ? 0x3f : 0xfc);
      }
    }
  },
  /**
   * What UBSAN says of one check: one or two places, each a file's name, then line and column.
   * Source: {@code struct source_location}, lib/ubsan.h, Linux 6.1.
   */
  UBSAN {
    @Override
    void maskLines(byte[] record, List<Site> sites, ByteOrder order) {
      for (Site site : sites) {
        if (SourcePlace.isFile(site.target())) {
          int line = (int) Math.min(record.length, site.offset() + Long.BYTES);
          Arrays.fill(record, line, Math.min(record.length, line + Integer.BYTES), (byte) 0);
        }
      }
    }
  };

  /** Zeroes the line numbers of a record, as far as it is long enough to have any. */
  abstract void maskLines(byte[] record, List<Site> sites, ByteOrder order);

  /** {@return what a piece of a section holds} */
  static Optional<LineRecord> of(Piece piece, Section section) {
    if (section.name().equals("__dyndbg")) {
      return Optional.of(DYNAMIC_DEBUG);
    }
    boolean ubsan = KnownByContent.isUbsan(section.name()) || isShared(piece, section);
    return ubsan ? Optional.of(UBSAN) : Optional.empty();
  }

  /** Without -fdata-sections UBSAN's data is all that has no name between variables. */
  private static boolean isShared(Piece piece, Section section) {
    return piece.symbol().isEmpty() && section.name().equals(".data");
  }
}
