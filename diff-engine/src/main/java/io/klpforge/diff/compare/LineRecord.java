package io.klpforge.diff.compare;

import io.klpforge.diff.correlate.KnownByContent;
import java.nio.ByteOrder;
import java.util.Optional;

/** Data that macros and sanitizers make at each use and that tells its line. */
enum LineRecord {
  /**
   * The descriptor of a pr_debug(): four pointers, then the line number as the first 18 bits of a
   * 32-bit word, the low ones where the lowest byte comes first, else the high ones. Source: {@code
   * struct _ddebug}, include/linux/dynamic_debug.h, Linux 6.1.
   */
  DYNAMIC_DEBUG(32) {
    @Override
    void maskLine(byte[] record, ByteOrder order) {
      if (record.length > offset + 2) {
        record[offset] = 0;
        record[offset + 1] = 0;
        record[offset + 2] &= (byte) (order.equals(ByteOrder.BIG_ENDIAN) ? 0x3f : 0xfc);
      }
    }
  },
  /**
   * What UBSAN says of one check: a file's name, then line and column. Source: {@code struct
   * source_location}, lib/ubsan.h, Linux 6.1.
   */
  UBSAN(8) {
    @Override
    void maskLine(byte[] record, ByteOrder order) {
      for (int i = offset; i < Math.min(record.length, offset + Integer.BYTES); i++) {
        record[i] = 0;
      }
    }
  };

  final int offset;

  LineRecord(int offset) {
    this.offset = offset;
  }

  /** Zeroes the line number of a record in {@code record}, if it is long enough to have one. */
  abstract void maskLine(byte[] record, ByteOrder order);

  /** {@return what a section of that name holds} */
  static Optional<LineRecord> of(String section) {
    if (section.equals("__dyndbg")) {
      return Optional.of(DYNAMIC_DEBUG);
    }
    return KnownByContent.isUbsan(section) ? Optional.of(UBSAN) : Optional.empty();
  }
}
