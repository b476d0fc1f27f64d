package io.klpforge.diff.golden;

import io.klpforge.diff.elf.ElfHeader;
import io.klpforge.diff.elf.Relocation;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Which bytes relocations write, as far as a choice of bytes to change must know: rather too many.
 *
 * <p>Written apart from the differ's own tables, which it is to test.
 */
final class Fields {
  private static final int X86_64 = 62;
  private static final int S390 = 22;
  private static final int LOONGARCH = 258;
  private static final int LOONGARCH_RELAX = 100;
  private static final int RISC_INSTRUCTION = 4;

  /** Types that write 8 bytes, by machine: absolute and relative ones. */
  private static final Map<Integer, Set<Integer>> LONG =
      Map.of(
          X86_64,
          Set.of(1, 24),
          183,
          Set.of(257, 260),
          21,
          Set.of(38, 44),
          S390,
          Set.of(22, 23),
          LOONGARCH,
          Set.of(2, 109));

  private Fields() {}

  static LongStream covered(ElfHeader header, boolean isCode, Relocation relocation) {
    boolean instruction = isCode && !isVariableLength(header);
    long start = instruction ? relocation.offset() & -RISC_INSTRUCTION : relocation.offset();
    return LongStream.range(start, start + (isLong(header, relocation) ? 8 : 4));
  }

  private static boolean isVariableLength(ElfHeader header) {
    return header.machine() == X86_64 || header.machine() == S390;
  }

  /**
   * {@return where a byte lies whose highest bit belongs to the opcode}, on machines on which a
   * relocation writes only a part of the instruction; ppc64 has addresses in code as well
   */
  static OptionalLong opcodeByte(ElfHeader header, Relocation relocation) {
    return isVariableLength(header) || isLong(header, relocation)
        ? OptionalLong.empty()
        : OptionalLong.of((relocation.offset() & -RISC_INSTRUCTION) + RISC_INSTRUCTION - 1);
  }

  private static boolean isLong(ElfHeader header, Relocation relocation) {
    return LONG.getOrDefault(header.machine(), Set.of()).contains(relocation.type());
  }

  /** {@return whether a relocation writes anything}: LoongArch has marks for the linker */
  static boolean hasMeaning(ElfHeader header, int type) {
    return type != 0 && (header.machine() != LOONGARCH || type < LOONGARCH_RELAX || type > 102);
  }
}
