package io.klpforge.diff.compare;

import java.nio.ByteOrder;

/**
 * The descriptor of a pr_debug().
 *
 * <p>Source: {@code struct _ddebug}, include/linux/dynamic_debug.h, Linux 6.1: four pointers, then
 * the line number as the first 18 bits of a 32-bit word: the low ones where the lowest byte comes
 * first, else the high ones.
 */
final class DynamicDebug {
  private static final int LINE_OFFSET = 32;

  private DynamicDebug() {}

  /** Zeroes the line number of a descriptor. */
  static void maskLine(byte[] descriptor, ByteOrder order) {
    if (descriptor.length > LINE_OFFSET + 2) {
      descriptor[LINE_OFFSET] = 0;
      descriptor[LINE_OFFSET + 1] = 0;
      descriptor[LINE_OFFSET + 2] &= (byte) (order.equals(ByteOrder.BIG_ENDIAN) ? 0x3f : 0xfc);
    }
  }
}
