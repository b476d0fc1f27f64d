package io.klpforge.diff.arch;

import io.klpforge.diff.elf.Bytes;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * 64-bit PowerPC, little endian, ELF V2 ABI.
 *
 * <p>Calls: {@code restore_r2()} and {@code stub_for_addr()}, arch/powerpc/kernel/module_64.c;
 * function entries: {@code ftrace_init_nop()}, arch/powerpc/kernel/trace/ftrace.c, Linux 6.1;
 * instructions: Power ISA, book I.
 */
final class Ppc64Architecture implements Architecture {
  private static final RelocationTypes TYPES =
      new RelocationTypes("ppc64le", Ppc64Relocation.values());

  private static final int NOP_WORD = 0x6000_0000;
  private static final NoOperation NOP =
      new NoOperation(Bytes.of(new byte[] {0, 0, 0, 0x60}, ByteOrder.LITTLE_ENDIAN));

  private static final Set<Integer> BRANCHES =
      Set.of(
          Ppc64Relocation.R_PPC64_REL24.number(),
          Ppc64Relocation.R_PPC64_REL24_NOTOC.number(),
          Ppc64Relocation.R_PPC64_REL14.number(),
          Ppc64Relocation.R_PPC64_REL14_BRTAKEN.number(),
          Ppc64Relocation.R_PPC64_REL14_BRNTAKEN.number());

  /** Distances from the module's TOC; the kernel lies beyond 2 GiB, and the loader cuts off. */
  private static final Set<Integer> NEAR =
      Set.of(
          Ppc64Relocation.R_PPC64_TOC16.number(),
          Ppc64Relocation.R_PPC64_TOC16_LO.number(),
          Ppc64Relocation.R_PPC64_TOC16_HI.number(),
          Ppc64Relocation.R_PPC64_TOC16_HA.number(),
          Ppc64Relocation.R_PPC64_TOC16_DS.number(),
          Ppc64Relocation.R_PPC64_TOC16_LO_DS.number(),
          Ppc64Relocation.R_PPC64_PCREL34.number());

  /** The loader's name for the TOC, and routines that save registers when optimised for size. */
  private static final List<String> WITH_MODULE =
      List.of(
          ".TOC.", "_savegpr0_", "_restgpr0_", "_savegpr1_", "_restgpr1_", "_savevr_", "_restvr_");

  private static final String MCOUNT = "_mcount";

  /** With -mprofile-kernel the call is the third or the fourth instruction from the local entry. */
  private static final int LAST_MCOUNT = 24;

  private static final int DISTANCE = 8;

  /** LD r2,0(r12); up to two NOPs for ftrace may come before. */
  private static final int LD_R2_R12 = 0xe84c_0000;

  private static final int LAST_TOC_LOAD = 8;
  private static final int LINK = 1;
  private static final int LI_MASK = 0xfc1f_0000;
  private static final int LI = 0x3800_0000;
  private static final int LIS = 0x3c00_0000;
  private static final int ORI = 24;
  private static final int ORIS = 25;
  private static final int FIRST_ARGUMENT = 3;
  private static final int LAST_ARGUMENT = 10;

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
    return BRANCHES.contains(relocationType);
  }

  /** A jump, or a call without a NOP behind it for the instruction that restores r2. */
  @Override
  public boolean staysInModule(Bytes code, int offset, int relocationType) {
    if (relocationType == Ppc64Relocation.R_PPC64_REL24_NOTOC.number()) {
      return false;
    }
    boolean calls = (Words.around(code, offset) & LINK) != 0;
    return isBranch(code, offset, relocationType)
        && !(calls && Words.around(code, offset + Words.SIZE) == NOP_WORD);
  }

  @Override
  public boolean reachesKernel(int relocationType, Set<Integer> together) {
    return !NEAR.contains(relocationType);
  }

  @Override
  public boolean comesWithModule(String symbol) {
    return WITH_MODULE.stream().anyMatch(symbol::startsWith);
  }

  /** With -mcmodel=large a function adds to its address the distance to its TOC, put before it. */
  @Override
  public int prefix(Bytes section, int entry) {
    for (int at = 0; at <= LAST_TOC_LOAD && entry >= DISTANCE; at += Words.SIZE) {
      int load = LD_R2_R12 | (-(DISTANCE + at) & 0xffff);
      if (entry + at + Words.SIZE <= section.length() && section.s32(entry + at) == load) {
        return DISTANCE;
      }
    }
    return 0;
  }

  @Override
  public int room(Bytes section, int from, int entry) {
    return NOP.room(section, from, entry, 2 * Words.SIZE);
  }

  @Override
  public boolean recordsEntries(String section) {
    return section.equals("__patchable_function_entries") || section.equals("__mcount_loc");
  }

  @Override
  public boolean isFtraceCall(String symbol, long offset) {
    return symbol.equals(MCOUNT) && offset >= 0 && offset <= LAST_MCOUNT;
  }

  @Override
  public boolean isNop(Bytes code, int offset) {
    return NOP.isAt(code, offset);
  }

  /** LI, or LIS with or without an ORI. */
  @Override
  public Optional<Constant> constant(Bytes code, int at) {
    int load = Words.around(code, at);
    int target = isOr(ORI, load) ? load >>> 16 & 0x1f : load >>> 21 & 0x1f;
    int end = at / Words.SIZE * Words.SIZE + Words.SIZE;
    int argument =
        target >= FIRST_ARGUMENT && target <= LAST_ARGUMENT ? target - FIRST_ARGUMENT + 1 : 0;
    return value(code, at, load, target).stream()
        .mapToObj(value -> new Constant(value, argument, end))
        .findFirst();
  }

  private static OptionalInt value(Bytes code, int at, int load, int target) {
    if ((load & LI_MASK) == LI) {
      boolean whole = Words.behind(code, at, one -> isOrInPlace(ORIS, one, target)).isEmpty();
      return whole ? OptionalInt.of((short) load) : OptionalInt.empty();
    }
    if (isOrInPlace(ORI, load, target)) {
      OptionalInt upper = Words.before(code, at, one -> isUpper(one, target));
      return upper.isPresent()
          ? OptionalInt.of(upper.getAsInt() << 16 | (load & 0xffff))
          : OptionalInt.empty();
    }
    if (isUpper(load, target)) {
      OptionalInt lower = Words.behind(code, at, one -> isOrInPlace(ORI, one, target));
      return OptionalInt.of(load << 16 | (lower.orElse(0) & 0xffff));
    }
    return OptionalInt.empty();
  }

  private static boolean isUpper(int instruction, int register) {
    return (instruction & LI_MASK) == LIS && (instruction >>> 21 & 0x1f) == register;
  }

  private static boolean isOr(int opcode, int instruction) {
    return instruction >>> 26 == opcode;
  }

  /** ORI and ORIS name the source first. */
  private static boolean isOrInPlace(int opcode, int instruction, int register) {
    return isOr(opcode, instruction)
        && (instruction >>> 21 & 0x1f) == register
        && (instruction >>> 16 & 0x1f) == register;
  }
}
