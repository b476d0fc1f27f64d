package io.klpforge.emit.livepatch;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import io.klpforge.diff.select.PatchPlan;
import io.klpforge.diff.select.PlannedSymbol;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A livepatch taken apart: what becomes a module of its own for each kernel object patched. */
public final class ObjectSplit {
  private ObjectSplit() {}

  /**
   * The plans of one object.
   *
   * @param object {@code vmlinux}, or a module's name with underscores
   * @param plans in their order, at least one
   */
  public record Part(String object, List<PatchPlan> plans) {
    /** Copies the list. */
    public Part {
      plans = List.copyOf(plans);
    }

    private boolean hasEffect() {
      return plans.stream()
          .anyMatch(plan -> !plan.functions().isEmpty() || !plan.callbacks().isEmpty());
    }
  }

  /**
   * {@return one part an object, vmlinux first, modules by name}; new code that nothing of its
   * object calls is in none, unless there is nothing else
   */
  public static List<Part> of(List<PatchPlan> plans) {
    SortedMap<String, List<PatchPlan>> byObject = new TreeMap<>(KlpObject.VMLINUX_FIRST);
    plans.forEach(
        plan -> byObject.computeIfAbsent(plan.owner(), key -> new ArrayList<>()).add(plan));
    List<Part> all =
        byObject.entrySet().stream()
            .map(entry -> new Part(entry.getKey(), entry.getValue()))
            .toList();
    List<Part> effective = all.stream().filter(Part::hasEffect).toList();
    return effective.isEmpty() ? all : effective;
  }

  /** {@return what forbids to take these plans apart, and what it means to do so} */
  public static List<Finding> check(List<PatchPlan> plans) {
    Map<String, Set<String>> providers = providers(plans);
    Set<Finding> findings = new LinkedHashSet<>();
    for (PatchPlan plan : plans) {
      for (PlannedSymbol symbol : plan.symbols()) {
        Set<String> objects = providers.getOrDefault(symbol.name(), Set.of());
        boolean elsewhere = !objects.isEmpty() && !objects.contains(plan.owner());
        if (symbol instanceof PlannedSymbol.Exported && elsewhere) {
          findings.add(shared(plan, symbol.name(), objects.iterator().next()));
        }
      }
    }
    List<String> parts = of(plans).stream().map(Part::object).toList();
    if (parts.size() > 1) {
      findings.add(apart(parts));
    }
    return List.copyOf(findings);
  }

  /** The kernel objects that get each new global name. */
  private static Map<String, Set<String>> providers(List<PatchPlan> plans) {
    Map<String, Set<String>> providers = new TreeMap<>();
    for (PatchPlan plan : plans) {
      for (PlannedSymbol symbol : plan.symbols()) {
        if (symbol instanceof PlannedSymbol.Defined defined && defined.global()) {
          providers.computeIfAbsent(defined.name(), key -> new LinkedHashSet<>()).add(plan.owner());
        }
      }
    }
    return providers;
  }

  private static Finding shared(PatchPlan plan, String name, String provider) {
    return new Finding(
        "split-shared",
        Severity.ERROR,
        plan.object() + ": " + name,
        "it is new in "
            + provider
            + ", and the module of its own for "
            + plan.owner()
            + " could not refer to it",
        "where it has no state, define it static in each file or static inline in a header of the"
            + " patch; else build one module, without --split");
  }

  private static Finding apart(List<String> objects) {
    return new Finding(
        "separate-transitions",
        Severity.WARNING,
        String.join(", ", objects),
        "each changes over by itself, so new code of one runs with old code of another for a while",
        "if one needs the other's change (arguments, locks, data), build one module, without"
            + " --split");
  }
}
