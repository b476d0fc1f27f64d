package io.klpforge.diff.arch;

import io.klpforge.diff.elf.Bytes;
import java.util.Optional;

/**
 * {@code movabs $constant, %register} of ten bytes, made {@code mov variable(%rip), %register} of
 * seven and a NOP of three. Neither touches the flags.
 *
 * <p>Source: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2, MOV, NOP.
 */
final class X86MemoryLoad {
  private static final int REX_W = 0x48;

  /** The bit of a REX prefix for the upper registers: in an opcode, and in the register field. */
  private static final int REX_B = 1;

  private static final int REX_R = 4;
  private static final int LOAD_CONSTANT = 0xb8;
  private static final int LOAD = 0x8b;
  private static final int RELATIVE = 5;
  private static final int REGISTERS = 8;

  private X86MemoryLoad() {}

  /** {@return the load for the constant at {@code offset}, if such an instruction loads it} */
  static Optional<MemoryLoad> insteadOf(Bytes code, int offset) {
    int start = offset - 2;
    if (start < 0 || offset + Long.BYTES > code.length()) {
      return Optional.empty();
    }
    int rex = code.u8(start);
    int register = code.u8(start + 1) - LOAD_CONSTANT;
    if ((rex & ~REX_B) != REX_W || register < 0 || register >= REGISTERS) {
      return Optional.empty();
    }
    int prefix = REX_W | ((rex & REX_B) != 0 ? REX_R : 0);
    byte[] bytes = {
      (byte) prefix, (byte) LOAD, (byte) (register << 3 | RELATIVE), 0, 0, 0, 0, 0x0f, 0x1f, 0
    };
    return Optional.of(
        new MemoryLoad(
            start,
            Bytes.of(bytes, code.order()),
            start + 3,
            X86Relocation.R_X86_64_PC32.number(),
            -Integer.BYTES));
  }
}
