package io.klpforge.diff.arch;

import io.klpforge.diff.elf.Bytes;
import java.util.Optional;
import java.util.Set;

/**
 * s390x.
 *
 * <p>Function entries: {@code ftrace_init_nop()}, arch/s390/kernel/ftrace.c; expoline thunks:
 * arch/s390/lib/expoline.S, Linux 6.1; instructions: z/Architecture Principles of Operation.
 */
final class S390Architecture implements Architecture {
  private static final RelocationTypes TYPES =
      new RelocationTypes("s390x", S390Relocation.values());

  /** Distances in halfwords, counted from the instruction's start, two bytes before the place. */
  private static final Set<Integer> FROM_INSTRUCTION =
      Set.of(
          S390Relocation.R_390_PC16DBL.number(),
          S390Relocation.R_390_PLT16DBL.number(),
          S390Relocation.R_390_PC32DBL.number(),
          S390Relocation.R_390_PLT32DBL.number(),
          S390Relocation.R_390_GOTPCDBL.number(),
          S390Relocation.R_390_GOTENT.number(),
          S390Relocation.R_390_GOTPLTENT.number());

  private static final Set<Integer> SHORT_BRANCHES =
      Set.of(S390Relocation.R_390_PC16DBL.number(), S390Relocation.R_390_PLT16DBL.number());

  private static final Set<Integer> LONG_BRANCHES =
      Set.of(S390Relocation.R_390_PC32DBL.number(), S390Relocation.R_390_PLT32DBL.number());

  /** BRCL 0,0: jumps never. */
  private static final long FTRACE_NOP = 0xc004_0000_0000L;

  private static final int BRCL_NEVER = 0xc004;

  private static final int OPCODE_BYTES = 2;
  private static final int LONG_RELATIVE = 0xc0;
  private static final int BRCL = 4;
  private static final int BRASL = 5;

  @Override
  public RelocationTypes relocations() {
    return TYPES;
  }

  @Override
  public int bias(Bytes code, int offset, int relocationType) {
    return FROM_INSTRUCTION.contains(relocationType) ? -OPCODE_BYTES : 0;
  }

  /** BRASL and BRCL, unlike LARL, which may have the very same relocation. */
  @Override
  public boolean isBranch(Bytes code, int offset, int relocationType) {
    if (SHORT_BRANCHES.contains(relocationType)) {
      return true;
    }
    boolean reaches = LONG_BRANCHES.contains(relocationType) && offset >= OPCODE_BYTES;
    if (!reaches || code.u8(offset - 2) != LONG_RELATIVE) {
      return false;
    }
    int kind = code.u8(offset - 1) & 0xf;
    return kind == BRCL || kind == BRASL;
  }

  /** LARL may have either; a far address by way of the PLT is that of the module's PLT. */
  @Override
  public int pointerType(int relocationType) {
    return relocationType == S390Relocation.R_390_PLT32DBL.number()
        ? S390Relocation.R_390_PC32DBL.number()
        : relocationType;
  }

  /** Expoline thunks, which are linked into each module. */
  @Override
  public boolean comesWithModule(String symbol) {
    return symbol.startsWith("__s390_indirect_jump_");
  }

  @Override
  public int room(Bytes section, int from, int entry) {
    return 0;
  }

  @Override
  public boolean recordsEntries(String section) {
    return section.equals("__mcount_loc");
  }

  @Override
  public boolean isFtraceNop(Bytes code, int entry) {
    return entry + 6 <= code.length()
        && ((long) code.u16(entry) << 32 | code.u32(entry + 2)) == FTRACE_NOP;
  }

  /** BRCL that jumps never, with any distance: source: arch/s390/include/asm/jump_label.h. */
  @Override
  public boolean isNop(Bytes code, int offset) {
    return offset >= 0 && offset + 6 <= code.length() && code.u16(offset) == BRCL_NEVER;
  }

  @Override
  public Optional<Constant> constant(Bytes code, int at) {
    return S390Load.around(code, at);
  }
}
