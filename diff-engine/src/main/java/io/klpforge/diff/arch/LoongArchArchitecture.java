package io.klpforge.diff.arch;

import io.klpforge.diff.elf.Bytes;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * 64-bit LoongArch.
 *
 * <p>Function entries: {@code ftrace_init_nop()}, arch/loongarch/kernel/ftrace_dyn.c; reach: {@code
 * apply_r_larch_pcala()}, arch/loongarch/kernel/module.c, Linux 6.1; instructions: LoongArch
 * Reference Manual, volume 1.
 */
final class LoongArchArchitecture implements Architecture {
  private static final RelocationTypes TYPES =
      new RelocationTypes("loongarch64", LoongArchRelocation.values());

  private static final NoOperation NOP =
      new NoOperation(Bytes.of(new byte[] {0, 0, 0x40, 0x03}, ByteOrder.LITTLE_ENDIAN));

  private static final Set<Integer> BRANCHES =
      Set.of(
          LoongArchRelocation.R_LARCH_B16.number(),
          LoongArchRelocation.R_LARCH_B21.number(),
          LoongArchRelocation.R_LARCH_B26.number(),
          LoongArchRelocation.R_LARCH_CALL36.number());

  /** The kernel lies beyond 2 GiB of its modules, and the loader does not check. */
  private static final Set<Integer> NEAR =
      Set.of(
          LoongArchRelocation.R_LARCH_PCALA_HI20.number(),
          LoongArchRelocation.R_LARCH_PCALA_LO12.number(),
          LoongArchRelocation.R_LARCH_PCREL20_S2.number());

  private static final int ORI_MASK = 0xffc0_0000;
  private static final int ORI = 0x0380_0000;
  private static final int ADDI = 0x0280_0000;
  private static final int LU12I_MASK = 0xfe00_0000;
  private static final int LU12I = 0x1400_0000;
  private static final int REGISTER = 0x1f;
  private static final int FIRST_ARGUMENT = 4;
  private static final int LAST_ARGUMENT = 11;

  @Override
  public RelocationTypes relocations() {
    return TYPES;
  }

  @Override
  public boolean isBranch(Bytes code, int offset, int relocationType) {
    return BRANCHES.contains(relocationType);
  }

  /** With -mcmodel=extreme two more instructions give the upper half of the distance. */
  @Override
  public boolean reachesKernel(int relocationType, Set<Integer> together) {
    return !NEAR.contains(relocationType)
        || together.contains(LoongArchRelocation.R_LARCH_PCALA64_HI12.number());
  }

  @Override
  public int room(Bytes section, int from, int entry) {
    return NOP.room(section, from, entry, 2 * Words.SIZE);
  }

  @Override
  public boolean recordsEntries(String section) {
    return section.equals("__patchable_function_entries");
  }

  @Override
  public boolean isNop(Bytes code, int offset) {
    return NOP.isAt(code, offset);
  }

  /** ORI or ADDI.W from the zero register, or LU12I.W with or without an ORI. */
  @Override
  public Optional<Constant> constant(Bytes code, int at) {
    int load = Words.around(code, at);
    int target = load & REGISTER;
    int source = load >>> 5 & REGISTER;
    int end = at / Words.SIZE * Words.SIZE + Words.SIZE;
    int argument =
        target >= FIRST_ARGUMENT && target <= LAST_ARGUMENT ? target - FIRST_ARGUMENT + 1 : 0;
    return value(code, at, load, target, source).stream()
        .mapToObj(value -> new Constant(value, argument, end))
        .findFirst();
  }

  private static OptionalInt value(Bytes code, int at, int load, int target, int source) {
    int low = load >>> 10 & 0xfff;
    if ((load & ORI_MASK) == ORI && source == 0) {
      return OptionalInt.of(low);
    }
    if ((load & ORI_MASK) == ADDI && source == 0) {
      return OptionalInt.of(low << 20 >> 20);
    }
    if ((load & ORI_MASK) == ORI && source == target) {
      OptionalInt upper = Words.before(code, at, one -> isUpper(one, target));
      return upper.isPresent() ? OptionalInt.of(high(upper.getAsInt()) | low) : upper;
    }
    if (isUpper(load, target)) {
      OptionalInt lower = Words.behind(code, at, one -> isLower(one, target));
      return OptionalInt.of(high(load) | (lower.orElse(0) >>> 10 & 0xfff));
    }
    return OptionalInt.empty();
  }

  private static boolean isUpper(int instruction, int register) {
    return (instruction & LU12I_MASK) == LU12I && (instruction & REGISTER) == register;
  }

  private static boolean isLower(int instruction, int register) {
    return (instruction & ORI_MASK) == ORI
        && (instruction & REGISTER) == register
        && (instruction >>> 5 & REGISTER) == register;
  }

  private static int high(int instruction) {
    return instruction >>> 5 << 12;
  }
}
