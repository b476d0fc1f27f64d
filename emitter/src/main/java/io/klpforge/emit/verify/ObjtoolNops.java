package io.klpforge.emit.verify;

import io.klpforge.diff.arch.Architecture;
import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.select.PatchPlan;
import io.klpforge.diff.select.PlannedRelocation;
import io.klpforge.diff.select.PlannedSection;
import io.klpforge.diff.select.PlannedSymbol;
import io.klpforge.diff.special.SpecialSection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What objtool turns into NOPs. Where it runs over the finished module and not over each object, it
 * does so then: to the jumps of static branches that are off, and, for compilers that do not do it
 * themselves, to the calls that ftrace finds functions by, whose relocations it takes away.
 *
 * <p>Source: {@code handle_jump_alt()} and {@code annotate_call_site()}, tools/objtool/check.c,
 * Linux 6.12.
 */
final class ObjtoolNops {
  /** Code, target, key. */
  private static final int REFERENCES = 3;

  private final Architecture architecture;
  private final Map<Integer, Set<Integer>> jumps = new HashMap<>();
  private final Map<Integer, Set<Integer>> calls = new HashMap<>();

  ObjtoolNops(PatchPlan plan) {
    this.architecture = Architecture.of(plan.header());
    plan.sections().stream()
        .filter(section -> section.name().equals(SpecialSection.JUMP_TABLE.sectionName()))
        .forEach(table -> addJumps(plan, table));
    if (plan.header().machine() == ElfConstants.EM_X86_64) {
      for (int i = 0; i < plan.sections().size(); i++) {
        addCalls(plan, i);
      }
    }
  }

  private void addCalls(PatchPlan plan, int section) {
    for (PlannedRelocation entry : plan.sections().get(section).relocations()) {
      if (plan.symbols().get(entry.symbol()).name().equals(FtraceSite.CALLED)) {
        calls
            .computeIfAbsent(section, key -> new TreeSet<>())
            .add((int) entry.offset() - FtraceSite.OPCODE);
      }
    }
  }

  private void addJumps(PatchPlan plan, PlannedSection table) {
    List<PlannedRelocation> relocations = table.relocations();
    for (int i = 0; i < relocations.size(); i += REFERENCES) {
      PlannedRelocation code = relocations.get(i);
      if (plan.symbols().get(code.symbol()) instanceof PlannedSymbol.Defined in) {
        jumps
            .computeIfAbsent(in.section(), section -> new TreeSet<>())
            .add((int) (in.value() + code.addend()));
      }
    }
  }

  /** {@return whether a reference is that of an ftrace call} */
  boolean isCall(int section, PlannedRelocation entry) {
    int call = (int) entry.offset() - FtraceSite.OPCODE;
    return calls.getOrDefault(section, Set.of()).contains(call);
  }

  /** {@return the planned bytes of a section, with the NOPs that the module has} */
  byte[] planned(int section, Bytes planned, Bytes actual) {
    byte[] bytes = planned.toArray();
    for (int jump : jumps.getOrDefault(section, Set.of())) {
      int length = architecture.jumpLength(planned, jump);
      if (length > 0 && architecture.isNop(actual, jump, length)) {
        copy(actual, jump, length, bytes);
      }
    }
    for (int call : calls.getOrDefault(section, Set.of())) {
      if (FtraceSite.isNop(actual, call)) {
        copy(actual, call, FtraceSite.SIZE, bytes);
      }
    }
    return bytes;
  }

  private static void copy(Bytes actual, int at, int length, byte[] planned) {
    System.arraycopy(actual.slice(at, length).toArray(), 0, planned, at, length);
  }
}
