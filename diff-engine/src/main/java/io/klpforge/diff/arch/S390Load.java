package io.klpforge.diff.arch;

import io.klpforge.diff.elf.Bytes;
import java.util.Optional;

/**
 * Instructions of s390x that load a number, by their opcode.
 *
 * <p>Source: z/Architecture Principles of Operation, formats RI, RIL and SIL.
 */
enum S390Load {
  /** LHI: 16 bits, signed, into a register. */
  LHI(0xa708, 4, true),
  LGHI(0xa709, 4, true),
  /** LLILL: 16 bits, unsigned. */
  LLILL(0xa50f, 4, false),
  /** LGFI: 32 bits. */
  LGFI(0xc001, 6, true),
  LLILF(0xc00f, 6, true),
  IILF(0xc009, 6, true),
  /** MVHHI, MVHI, MVGHI: 16 bits into memory, at an address of register and displacement. */
  MVHHI(0xe544, 6, true),
  MVGHI(0xe548, 6, true),
  MVHI(0xe54c, 6, true);

  private static final int TO_MEMORY = 0xe5;
  private static final int FIRST_ARGUMENT = 2;
  private static final int LAST_ARGUMENT = 6;
  private static final int STACK_POINTER = 15;

  private final int opcode;
  private final int length;
  private final boolean signed;

  S390Load(int opcode, int length, boolean signed) {
    this.opcode = opcode;
    this.length = length;
    this.signed = signed;
  }

  /** {@return the number that the instruction around byte {@code at} loads} */
  static Optional<Constant> around(Bytes code, int at) {
    int start = 0;
    while (start + length(code.u8(start)) <= at) {
      start += length(code.u8(start));
      if (start >= code.length()) {
        return Optional.empty();
      }
    }
    for (S390Load load : values()) {
      if (load.isAt(code, start) && at >= load.place(start)) {
        return Optional.of(load.constant(code, start));
      }
    }
    return Optional.empty();
  }

  /** The first two bits say how long an instruction is. */
  private static int length(int first) {
    return switch (first >>> 6) {
      case 0 -> 2;
      case 3 -> 6;
      default -> 4;
    };
  }

  private boolean isMemory() {
    return opcode >>> 8 == TO_MEMORY;
  }

  private boolean isAt(Bytes code, int start) {
    if (start + length > code.length()) {
      return false;
    }
    int found = code.u16(start);
    boolean stack = isMemory() && code.u8(start + 2) >>> 4 == STACK_POINTER;
    return isMemory() ? stack && found == opcode : (found & 0xff0f) == opcode;
  }

  /** Where the number begins. */
  private int place(int start) {
    return isMemory() ? start + 4 : start + 2;
  }

  private Constant constant(Bytes code, int start) {
    int register = code.u8(start + 1) >>> 4;
    boolean passed = !isMemory() && register >= FIRST_ARGUMENT && register <= LAST_ARGUMENT;
    return new Constant(
        value(code, place(start), start + length),
        passed ? register - FIRST_ARGUMENT + 1 : 0,
        start + length);
  }

  private long value(Bytes code, int place, int end) {
    if (end - place == 4) {
      return code.s32(place);
    }
    return signed ? (short) code.u16(place) : code.u16(place);
  }
}
