package io.klpforge.diff.arch;

import io.klpforge.diff.elf.Bytes;
import java.util.Optional;

/**
 * Instructions of x86-64 that load a number into a register or a stack slot, told by the bytes
 * before the number.
 *
 * <p>Source: Intel 64 Software Developer's Manual, volume 2, MOV and PUSH.
 */
final class X86Load {
  private static final int PUSH = 0x68;
  private static final int PUSH_BYTE = 0x6a;
  private static final int MOV_TO_MEMORY = 0xc7;

  /** Ways to say a stack slot: the byte behind the opcode, and bytes from there to the number. */
  private static final int RSP = 0x04;

  private static final int RSP_NEAR = 0x44;
  private static final int RSP_FAR = 0x84;
  private static final int RBP_NEAR = 0x45;
  private static final int RBP_FAR = 0x85;
  private static final int ONLY_RSP = 0x24;

  private X86Load() {}

  /** {@return whether the four bytes at {@code at} are such a number} */
  static boolean isAt(Bytes code, int at) {
    int before = code.u8(at - 1);
    return (before & 0xf8) == 0xb8
        || before == PUSH
        || ((before & 0xf8) == 0xc0 && is(code, at - 2, MOV_TO_MEMORY))
        || isSlot(code, at);
  }

  private static boolean isSlot(Bytes code, int at) {
    return isRsp(code, at - 2, RSP)
        || isRsp(code, at - 3, RSP_NEAR)
        || isRsp(code, at - 6, RSP_FAR)
        || (is(code, at - 2, RBP_NEAR) && is(code, at - 3, MOV_TO_MEMORY))
        || (is(code, at - 5, RBP_FAR) && is(code, at - 6, MOV_TO_MEMORY));
  }

  private static boolean isRsp(Bytes code, int place, int way) {
    return is(code, place, way)
        && is(code, place + 1, ONLY_RSP)
        && is(code, place - 1, MOV_TO_MEMORY);
  }

  private static boolean is(Bytes code, int at, int value) {
    return at >= 0 && code.u8(at) == value;
  }

  /** {@return the number that PUSH has in one byte} */
  static Optional<Constant> small(Bytes code, int at) {
    return is(code, at - 1, PUSH_BYTE)
        ? Optional.of(new Constant((byte) code.u8(at), 0, at + 1))
        : Optional.empty();
  }

  /** psABI, "Parameter Passing": rdi, rsi, rdx, rcx, r8, r9; a prefix makes the last two. */
  static int argument(Bytes code, int at) {
    int opcode = code.u8(at - 1);
    boolean extended = is(code, at - 2, 0x41);
    return switch (opcode) {
      case 0xbf -> extended ? 0 : 1;
      case 0xbe -> extended ? 0 : 2;
      case 0xba -> extended ? 0 : 3;
      case 0xb9 -> extended ? 6 : 4;
      case 0xb8 -> extended ? 5 : 0;
      default -> 0;
    };
  }
}
