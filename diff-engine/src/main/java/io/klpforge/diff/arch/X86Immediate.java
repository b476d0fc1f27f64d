package io.klpforge.diff.arch;

import io.klpforge.diff.elf.Bytes;
import java.util.OptionalInt;

/**
 * How many bytes of a number x86-64 instructions have behind an address relative to their end, told
 * by the bytes before the address where these leave no doubt.
 *
 * <p>A compiler has no other relative address directly behind a byte that says "relative to the
 * instruction's end", so the byte before that one is the last of the opcode.
 *
 * <p>Source: Intel 64 Software Developer's Manual, volume 2, table 2-2 (ModR/M) and appendix A
 * (opcode maps).
 */
final class X86Immediate {
  /** Halves the number of many instructions; stands before REX and among other prefixes. */
  private static final int OPERAND_SIZE = 0x66;

  /** REX and a segment may stand between the operand size and the opcode. */
  private static final int MOST_PREFIXES = 3;

  private static final int TWO_BYTES = 0x0f;
  private static final int THREE_BYTES_38 = 0x38;
  private static final int THREE_BYTES_3A = 0x3a;

  private X86Immediate() {}

  /**
   * {@return bytes between the address and the instruction's end}; empty if the bytes before it may
   * mean several instructions
   *
   * @param code a function from its first instruction on
   * @param offset of the address
   */
  static OptionalInt behindAddress(Bytes code, int offset) {
    boolean plain = offset >= 2 && isRelative(code.u8(offset - 1)) && !mayBeHalved(code, offset);
    if (!plain) {
      return OptionalInt.empty();
    }
    int opcode = code.u8(offset - 2);
    int operation = code.u8(offset - 1) >>> 3 & 7;
    return mayBeLonger(code, offset) ? inAnyMap(opcode, operation) : oneByte(opcode, operation);
  }

  /** ModR/M without a register, with 32 bits relative to the instruction's end. */
  private static boolean isRelative(int modrm) {
    return (modrm & 0xc7) == 0x05;
  }

  private static boolean mayBeHalved(Bytes code, int offset) {
    int opcode = offset - 2;
    for (int at = Math.max(0, opcode - MOST_PREFIXES); at < opcode; at++) {
      if (code.u8(at) == OPERAND_SIZE) {
        return true;
      }
    }
    return false;
  }

  /** Whether the opcode may be the second or third byte of one. */
  private static boolean mayBeLonger(Bytes code, int offset) {
    int before = offset < 3 ? 0 : code.u8(offset - 3);
    return before == TWO_BYTES || before == THREE_BYTES_38 || before == THREE_BYTES_3A;
  }

  /** MOV: in the other maps C7 has no such operation. */
  private static OptionalInt inAnyMap(int opcode, int operation) {
    boolean move = opcode == 0xc7 && operation == 0;
    return move ? OptionalInt.of(4) : OptionalInt.empty();
  }

  /** Arithmetic, IMUL, shifts, MOV, and of F6 and F7 TEST, the only one with a number. */
  private static OptionalInt oneByte(int opcode, int operation) {
    return switch (opcode) {
      case 0x69, 0x81 -> OptionalInt.of(4);
      case 0x6b, 0xc0, 0xc1 -> OptionalInt.of(1);
      case 0xc7 -> inAnyMap(opcode, operation);
      case 0xf6 -> test(operation, 1);
      case 0xf7 -> test(operation, 4);
      default -> OptionalInt.empty();
    };
  }

  private static OptionalInt test(int operation, int number) {
    return operation == 1 ? OptionalInt.empty() : OptionalInt.of(operation == 0 ? number : 0);
  }
}
