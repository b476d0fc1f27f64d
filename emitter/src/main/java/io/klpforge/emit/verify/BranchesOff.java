package io.klpforge.emit.verify;

import io.klpforge.diff.arch.Architecture;
import io.klpforge.diff.elf.Bytes;
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
 * The static branches of a plan. Where objtool runs over the finished module and not over each
 * object, it is then that it turns the jumps of branches that are off into NOPs.
 *
 * <p>Source: {@code handle_jump_alt()}, tools/objtool/check.c, Linux 6.12.
 */
final class BranchesOff {
  /** Code, target, key. */
  private static final int REFERENCES = 3;

  private final Architecture architecture;
  private final Map<Integer, Set<Integer>> jumps = new HashMap<>();

  BranchesOff(PatchPlan plan) {
    this.architecture = Architecture.of(plan.header());
    plan.sections().stream()
        .filter(section -> section.name().equals(SpecialSection.JUMP_TABLE.sectionName()))
        .forEach(table -> addJumps(plan, table));
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

  /** {@return the planned bytes of a section, with the NOPs that the module has for jumps} */
  byte[] planned(int section, Bytes planned, Bytes actual) {
    byte[] bytes = planned.toArray();
    for (int jump : jumps.getOrDefault(section, Set.of())) {
      int length = architecture.jumpLength(planned, jump);
      if (length > 0 && architecture.isNop(actual, jump, length)) {
        System.arraycopy(actual.slice(jump, length).toArray(), 0, bytes, jump, length);
      }
    }
    return bytes;
  }
}
