package io.klpforge.diff.arch;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.insn.Disassembler;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Set;

/**
 * x86-64.
 *
 * <p>Source: System V psABI for AMD64, "Relocation Types"; the set the kernel's module loader
 * knows: {@code __apply_relocate_add()}, arch/x86/kernel/module.c, Linux 6.1.
 */
final class X86Architecture implements Architecture {
  static final X86Architecture INSTANCE = new X86Architecture();

  private static final int R_NONE = 0;
  private static final int R_PC32 = 2;
  private static final int R_PLT32 = 4;
  private static final int R_PC64 = 24;

  private record Type(String name, int width) {}

  private static final Map<Integer, Type> TYPES =
      Map.of(
          R_NONE,
          new Type("R_X86_64_NONE", 0),
          1,
          new Type("R_X86_64_64", 8),
          R_PC32,
          new Type("R_X86_64_PC32", 4),
          R_PLT32,
          new Type("R_X86_64_PLT32", 4),
          10,
          new Type("R_X86_64_32", 4),
          11,
          new Type("R_X86_64_32S", 4),
          12,
          new Type("R_X86_64_16", 2),
          14,
          new Type("R_X86_64_8", 1),
          R_PC64,
          new Type("R_X86_64_PC64", 8));

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
  private static final Bytes NOP_2 = bytes(0x66, 0x90);
  private static final Bytes NOP_5 = bytes(0x0f, 0x1f, 0x44, 0x00, 0x00);
  private static final int SHORT_JUMP = 0xeb;
  private static final int CALL = 0xe8;
  private static final int JUMP = 0xe9;
  private static final int TWO_BYTES = 0x0f;
  private static final int THREE_BYTES_3A = 0x3a;

  private X86Architecture() {}

  private static Bytes bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return Bytes.of(bytes, ByteOrder.LITTLE_ENDIAN);
  }

  private static Type type(int relocationType) {
    Type type = TYPES.get(relocationType);
    if (type == null) {
      throw new MalformedElfException(
          "relocation type " + relocationType + " is none that x86-64 kernel code has");
    }
    return type;
  }

  @Override
  public int width(int relocationType) {
    return type(relocationType).width();
  }

  @Override
  public String name(int relocationType) {
    return type(relocationType).name();
  }

  @Override
  public boolean isRelative(int relocationType) {
    return relocationType == R_PC32 || relocationType == R_PLT32 || relocationType == R_PC64;
  }

  @Override
  public int bias(Bytes code, int offset, int relocationType) {
    if (!isRelative(relocationType)) {
      return 0;
    }
    int width = width(relocationType);
    if (isBranch(code, offset, relocationType) || endsWithAddress(code, offset)) {
      return width;
    }
    if (endsWithByte(code, offset)) {
      return width + 1;
    }
    return Disassembler.x86().instructionEnd(code, offset) - offset;
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
    boolean reaches = relocationType == R_PC32 || relocationType == R_PLT32;
    if (!reaches || offset < 1) {
      return false;
    }
    int before = code.u8(offset - 1);
    boolean conditional =
        offset >= 2 && code.u8(offset - 2) == TWO_BYTES && (before & 0xf0) == 0x80;
    return before == CALL || before == JUMP || conditional;
  }

  /** The call that -mfentry puts first, or behind ENDBR64; as NOP it starts one byte earlier. */
  @Override
  public boolean isFtraceCall(String symbol, long offset) {
    return symbol.equals("__fentry__") && offset >= 0 && offset <= 5;
  }

  /** {@code mov $imm32, %r32}, or {@code movl $imm32, disp8(%rsp)}, or {@code push $imm32}. */
  @Override
  public boolean isLoadedConstant(Bytes code, int offset) {
    boolean register = offset >= 1 && (code.u8(offset - 1) & 0xf8) == 0xb8;
    boolean push = offset >= 1 && code.u8(offset - 1) == 0x68;
    boolean stack =
        offset >= 4
            && code.u8(offset - 4) == 0xc7
            && code.u8(offset - 3) == 0x44
            && code.u8(offset - 2) == 0x24;
    return register || push || stack;
  }

  @Override
  public Disassembler disassembler() {
    return Disassembler.x86();
  }

  /** Source: arch/x86/include/asm/nops.h, Linux 6.1: the ones for 64 bit. */
  @Override
  public boolean isNop(Bytes code, int offset, int length) {
    return offset >= 0
        && offset + length <= code.length()
        && (code.slice(offset, length).equals(NOP_2) || code.slice(offset, length).equals(NOP_5));
  }

  @Override
  public int jumpLength(Bytes code, int offset) {
    return switch (code.u8(offset)) {
      case SHORT_JUMP -> 2;
      case JUMP -> 5;
      default -> 0;
    };
  }

  /** psABI, "Parameter Passing": rdi, rsi, rdx, rcx, r8, r9; a prefix makes the last two. */
  @Override
  public int argument(Bytes code, int offset) {
    int opcode = offset >= 1 ? code.u8(offset - 1) : 0;
    boolean extended = offset >= 2 && code.u8(offset - 2) == 0x41;
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
