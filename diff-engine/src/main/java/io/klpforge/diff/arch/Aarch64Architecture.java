package io.klpforge.diff.arch;

import io.klpforge.diff.elf.Bytes;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * 64-bit Arm, little endian.
 *
 * <p>Function entries: {@code ftrace_call_adjust()} and {@code ftrace_init_nop()},
 * arch/arm64/kernel/ftrace.c, Linux 6.1 and 6.12; instructions: Arm Architecture Reference Manual.
 */
final class Aarch64Architecture implements Architecture {
  private static final RelocationTypes TYPES =
      new RelocationTypes("aarch64", Aarch64Relocation.values());

  private static final NoOperation NOP =
      new NoOperation(
          Bytes.of(new byte[] {0x1f, 0x20, 0x03, (byte) 0xd5}, ByteOrder.LITTLE_ENDIAN));

  /** A pointer to ftrace's ops, with DYNAMIC_FTRACE_WITH_CALL_OPS. */
  private static final int ROOM = 8;

  /** {@code $x}, {@code $d}, and such names made unique with a dot and anything. */
  private static final Pattern MAPPING = Pattern.compile("\\$[xd](\\..*)?");

  /** Loads and stores, and ADRP. */
  private static final Set<Integer> ACCESSES =
      Set.of(
          Aarch64Relocation.R_AARCH64_ADR_PREL_PG_HI21.number(),
          Aarch64Relocation.R_AARCH64_ADR_PREL_PG_HI21_NC.number(),
          Aarch64Relocation.R_AARCH64_LDST8_ABS_LO12_NC.number(),
          Aarch64Relocation.R_AARCH64_LDST16_ABS_LO12_NC.number(),
          Aarch64Relocation.R_AARCH64_LDST32_ABS_LO12_NC.number(),
          Aarch64Relocation.R_AARCH64_LDST64_ABS_LO12_NC.number(),
          Aarch64Relocation.R_AARCH64_LDST128_ABS_LO12_NC.number());

  /** MOVZ Wd or Xd with a shift of 0. */
  private static final int MOVZ_MASK = 0x7fe0_0000;

  private static final int MOVZ = 0x5280_0000;

  /** MOVK with any shift. */
  private static final int MOVK_MASK = 0x7f80_0000;

  private static final int MOVK = 0x7280_0000;
  private static final int REGISTER = 0x1f;
  private static final int ARGUMENTS = 8;

  @Override
  public boolean hasSectionAnchors() {
    return true;
  }

  @Override
  public RelocationTypes relocations() {
    return TYPES;
  }

  @Override
  public boolean isBranch(Bytes code, int offset, int relocationType) {
    return relocationType == Aarch64Relocation.R_AARCH64_CALL26.number()
        || relocationType == Aarch64Relocation.R_AARCH64_JUMP26.number()
        || relocationType == Aarch64Relocation.R_AARCH64_CONDBR19.number()
        || relocationType == Aarch64Relocation.R_AARCH64_TSTBR14.number();
  }

  /**
   * ADRP only gives the page; what it is for, the instruction with the rest of the address says.
   */
  @Override
  public boolean isAccess(Bytes code, int offset, int relocationType) {
    return ACCESSES.contains(relocationType);
  }

  @Override
  public boolean isMappingSymbol(String name) {
    return MAPPING.matcher(name).matches();
  }

  @Override
  public int room(Bytes section, int from, int entry) {
    return NOP.room(section, from, entry, ROOM);
  }

  /** Two NOPs, behind BTI or with the room for a pointer before the function. */
  @Override
  public boolean recordsEntries(String section) {
    return section.equals("__patchable_function_entries");
  }

  @Override
  public boolean isNop(Bytes code, int offset) {
    return NOP.isAt(code, offset);
  }

  @Override
  public Optional<Constant> constant(Bytes code, int at) {
    int load = Words.around(code, at);
    int register = load & REGISTER;
    boolean whole =
        (load & MOVZ_MASK) == MOVZ
            && Words.behind(code, at, next -> isSecondHalf(next, register)).isEmpty();
    int argument = register < ARGUMENTS ? register + 1 : 0;
    int end = at / Words.SIZE * Words.SIZE + Words.SIZE;
    return whole ? Optional.of(new Constant(load >>> 5 & 0xffff, argument, end)) : Optional.empty();
  }

  private static boolean isSecondHalf(int instruction, int register) {
    return (instruction & MOVK_MASK) == MOVK && (instruction & REGISTER) == register;
  }
}
