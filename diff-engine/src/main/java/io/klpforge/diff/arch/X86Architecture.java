package io.klpforge.diff.arch;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.insn.Disassembler;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * x86-64.
 *
 * <p>Source: System V psABI for AMD64, "Relocation Types"; the set the kernel's module loader
 * knows: {@code __apply_relocate_add()}, arch/x86/kernel/module.c, Linux 6.1.
 */
final class X86Architecture implements Architecture {
  private static final RelocationTypes TYPES =
      new RelocationTypes("x86-64", X86Relocation.values());

  private static final Set<Integer> RELATIVE =
      Set.of(
          X86Relocation.R_X86_64_PC8.number(),
          X86Relocation.R_X86_64_PC16.number(),
          X86Relocation.R_X86_64_PC32.number(),
          X86Relocation.R_X86_64_PLT32.number(),
          X86Relocation.R_X86_64_PC64.number(),
          X86Relocation.R_X86_64_GOTPCREL.number(),
          X86Relocation.R_X86_64_GOTPCRELX.number(),
          X86Relocation.R_X86_64_REX_GOTPCRELX.number());

  private static final Set<Integer> BRANCHES =
      Set.of(X86Relocation.R_X86_64_PC32.number(), X86Relocation.R_X86_64_PLT32.number());

  private static final NoOperation NOP =
      new NoOperation(Bytes.of(new byte[] {(byte) 0x90}, ByteOrder.LITTLE_ENDIAN));

  private static final NoOperation SHORT_NOP =
      new NoOperation(Bytes.of(new byte[] {0x66, (byte) 0x90}, ByteOrder.LITTLE_ENDIAN));

  private static final NoOperation LONG_NOP =
      new NoOperation(Bytes.of(new byte[] {0x0f, 0x1f, 0x44, 0, 0}, ByteOrder.LITTLE_ENDIAN));

  /** Bytes before a function with CALL_PADDING. */
  private static final int ROOM = 16;

  /** Opcodes that in some opcode map are followed by an immediate behind the operand's address. */
  private static final Set<Integer> MAY_HAVE_IMMEDIATE =
      Set.of(
          0x69, 0x6b, 0x70, 0x71, 0x72, 0x73, 0x80, 0x81, 0x83, 0xa4, 0xac, 0xba, 0xc0, 0xc1, 0xc2,
          0xc4, 0xc5, 0xc6, 0xc7, 0xf6, 0xf7);

  /**
   * Opcodes that, with an address relative to the instruction's end, are always followed by one
   * byte more: arithmetic and MOV with an 8-bit immediate, SHUFPS. Their other meanings in the map
   * behind 0F are jumps, which have no byte between opcode and distance.
   */
  private static final Set<Integer> HAS_BYTE_IMMEDIATE = Set.of(0x80, 0x83, 0xc6);

  private static final int THREE_BYTES_38 = 0x38;
  private static final int SHORT_JUMP = 0xeb;
  private static final int CALL = 0xe8;
  private static final int LEA = 0x8d;

  /** Of a ModR/M byte, all but the register. */
  private static final int MODRM = 0xc7;

  private static final int RELATIVE_OPERAND = 5;
  private static final int JUMP = 0xe9;
  private static final int TWO_BYTES = 0x0f;
  private static final int THREE_BYTES_3A = 0x3a;

  @Override
  public RelocationTypes relocations() {
    return TYPES;
  }

  @Override
  public int bias(Bytes code, int offset, int relocationType) {
    if (!RELATIVE.contains(relocationType)) {
      return 0;
    }
    int width = TYPES.get(relocationType).field().width();
    if (isBranch(code, offset, relocationType) || endsWithAddress(code, offset)) {
      return width;
    }
    if (endsWithByte(code, offset)) {
      return width + 1;
    }
    OptionalInt immediate = X86Immediate.behindAddress(code, offset);
    if (immediate.isPresent()) {
      return width + immediate.getAsInt();
    }
    return Disassembler.x86().instructionEnd(code, offset) - offset;
  }

  /** An address relative to the instruction leaves no room for a register; LEA only computes it. */
  @Override
  public boolean isAccess(Bytes code, int offset, int relocationType) {
    return relocationType == X86Relocation.R_X86_64_PC32.number()
        && offset >= 2
        && (code.u8(offset - 1) & MODRM) == RELATIVE_OPERAND
        && code.u8(offset - 2) != LEA;
  }

  /** With the address as the instruction's last part, whatever the opcode map. */
  private static boolean endsWithAddress(Bytes code, int offset) {
    boolean immediate = offset < 2 || MAY_HAVE_IMMEDIATE.contains(code.u8(offset - 2));
    boolean longOpcode = offset >= 3 && code.u8(offset - 3) == THREE_BYTES_3A;
    return !immediate && !longOpcode;
  }

  private static boolean endsWithByte(Bytes code, int offset) {
    boolean longOpcode = offset >= 3 && code.u8(offset - 3) == THREE_BYTES_38;
    return offset >= 2 && !longOpcode && HAS_BYTE_IMMEDIATE.contains(code.u8(offset - 2));
  }

  @Override
  public boolean isBranch(Bytes code, int offset, int relocationType) {
    if (!BRANCHES.contains(relocationType) || offset < 1) {
      return false;
    }
    int before = code.u8(offset - 1);
    boolean conditional =
        offset >= 2 && code.u8(offset - 2) == TWO_BYTES && (before & 0xf0) == 0x80;
    return before == CALL || before == JUMP || conditional;
  }

  @Override
  public int room(Bytes section, int from, int entry) {
    return NOP.room(section, from, entry, ROOM);
  }

  /** Records of -fpatchable-function-entry are about room before functions, not for ftrace. */
  @Override
  public boolean recordsEntries(String section) {
    return section.equals("__mcount_loc");
  }

  /** The call that -mfentry puts first, or behind ENDBR64; as NOP it starts one byte earlier. */
  @Override
  public boolean isFtraceCall(String symbol, long offset) {
    return symbol.equals("__fentry__") && offset >= 0 && offset <= 5;
  }

  /** Source: {@code BYTES_NOP2} and {@code BYTES_NOP5}, arch/x86/include/asm/nops.h, Linux 6.1. */
  @Override
  public boolean isNop(Bytes code, int offset) {
    return SHORT_NOP.isAt(code, offset) || LONG_NOP.isAt(code, offset);
  }

  @Override
  public boolean isNop(Bytes code, int offset, int length) {
    return switch (length) {
      case 2 -> SHORT_NOP.isAt(code, offset);
      case 5 -> LONG_NOP.isAt(code, offset);
      default -> false;
    };
  }

  @Override
  public boolean isRelative(int relocationType) {
    return RELATIVE.contains(relocationType);
  }

  @Override
  public boolean readsOperands() {
    return true;
  }

  @Override
  public OptionalLong operand(Bytes field, long place, int relocationType) {
    long value =
        switch (field.length()) {
          case 8 -> field.s64(0);
          case 4 -> field.s32(0);
          case 2 -> (short) field.u16(0);
          default -> (byte) field.u8(0);
        };
    return OptionalLong.of(isRelative(relocationType) ? place + value : value);
  }

  @Override
  public Optional<Disassembler> disassembler() {
    return Optional.of(Disassembler.x86());
  }

  @Override
  public boolean isCall(Bytes code, int offset) {
    return offset >= 1 && code.u8(offset - 1) == CALL;
  }

  @Override
  public int jumpLength(Bytes code, int offset) {
    return switch (code.u8(offset)) {
      case SHORT_JUMP -> 2;
      case JUMP -> 5;
      default -> 0;
    };
  }

  @Override
  public Optional<MemoryLoad> loadInstead(Bytes code, int offset) {
    return X86MemoryLoad.insteadOf(code, offset);
  }

  @Override
  public Optional<Constant> constant(Bytes code, int at) {
    for (int start = Math.max(1, at - 3); start <= at && start + 4 <= code.length(); start++) {
      if (X86Load.isAt(code, start) && code.s32(start) > 0) {
        return Optional.of(new Constant(code.s32(start), X86Load.argument(code, start), start + 4));
      }
    }
    return X86Load.small(code, at);
  }
}
