package io.klpforge.diff.compare;

/**
 * The descriptor of a pr_debug().
 *
 * <p>Source: {@code struct _ddebug}, include/linux/dynamic_debug.h, Linux 6.1: four pointers, then
 * the line number in the low 18 bits of a 32-bit word.
 */
final class DynamicDebug {
  private static final int LINE_OFFSET = 32;

  private DynamicDebug() {}

  /** Zeroes the line number of a little-endian descriptor. */
  static void maskLine(byte[] descriptor) {
    if (descriptor.length > LINE_OFFSET + 2) {
      descriptor[LINE_OFFSET] = 0;
      descriptor[LINE_OFFSET + 1] = 0;
      descriptor[LINE_OFFSET + 2] &= (byte) 0xfc;
    }
  }
}
