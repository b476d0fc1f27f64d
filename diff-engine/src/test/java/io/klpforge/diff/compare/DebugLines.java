package io.klpforge.diff.compare;

import io.klpforge.diff.built.ObjectBuilder;
import io.klpforge.diff.built.Reloc;

/** Makes the debug information that tells which lines a function's instructions come from. */
final class DebugLines {
  /**
   * Of a header behind its length: instructions of 1 byte, statements, lines from -1 on, 1 of them,
   * ten opcodes and how many operands they have.
   */
  private static final String FIELDS = "01 01 ff 01 0a 00 01 01 01 01 00 00 00 01";

  private static final String HEADER = "0200" + word(14) + FIELDS;
  private static final String SET_ADDRESS = "00 09 02 0000000000000000";
  private static final int ADDRESS = 4 + 6 + 14 + 3;
  private static final String END = "00 01 01";

  private DebugLines() {}

  /**
   * Adds {@code .debug_line}: {@code function} has one instruction a byte, each of one of those.
   */
  static ObjectBuilder add(ObjectBuilder object, String function, int... lines) {
    StringBuilder rows = new StringBuilder(HEADER + SET_ADDRESS);
    int before = 1;
    for (int line : lines) {
      rows.append("03").append(signed(line - before)).append("01").append("02 01");
      before = line;
    }
    String program = (rows + END).replace(" ", "");
    return object
        .section(".debug_line", 0, 0, word(program.length() / 2) + program)
        .relocation(ADDRESS, Reloc.R64, ".text." + function, 0);
  }

  /** 32 bits, the lowest byte first. */
  static String word(int value) {
    return String.format("%08x", Integer.reverseBytes(value));
  }

  /** SLEB128, in two bytes. */
  private static String signed(int value) {
    return String.format("%02x%02x", (value & 0x7f) | 0x80, (value >> 7) & 0x7f);
  }
}
