package io.klpforge.emit.verify;

import io.klpforge.diff.elf.SectionId;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.insn.Disassembler;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The module's code once it is relocated, near the kernel and far from it: every distance fits, and
 * every call and reference lands on the symbol meant.
 */
final class PlacedCode implements LoaderStep {
  private final List<CodeReference> references;

  /** Where each instruction leads to is added to {@code references}. */
  PlacedCode(List<CodeReference> references) {
    this.references = references;
  }

  @Override
  public String title() {
    return "relocated code";
  }

  @Override
  public void check(LoadedModule module, RunningKernel kernel, StepFindings findings) {
    Optional<MachineRelocations> machine = MachineRelocations.of(kernel.machine());
    if (machine.isEmpty()) {
      findings.add(LoaderRule.NOT_SIMULATED, "", "relocated code is not simulated");
      return;
    }
    relocator(module, machine.get(), kernel, Placement.Distance.NEAR, findings).apply();
    List<RelocatedSection> sections =
        relocator(module, machine.get(), kernel, Placement.Distance.FAR, findings).apply();
    checkPointers(sections, module, findings);
    if (Disassembler.isInstalled()) {
      checkFunctions(sections, module, findings);
      findings.examined(references.size() + " references");
    } else {
      findings.add(LoaderRule.NO_DISASSEMBLER, "", "its code was not read back");
    }
  }

  private static Relocator relocator(
      LoadedModule module,
      MachineRelocations machine,
      RunningKernel kernel,
      Placement.Distance distance,
      StepFindings findings) {
    return new Relocator(module, machine, kernel, distance, findings);
  }

  private void checkFunctions(
      List<RelocatedSection> sections, LoadedModule module, StepFindings findings) {
    Map<SectionId, SortedMap<Long, Symbol>> functions = functions(module);
    Set<Long> entries = new HashSet<>();
    for (RelocatedSection section : sections) {
      in(functions, section).keySet().forEach(at -> entries.add(section.address() + at));
    }
    for (RelocatedSection section : sections) {
      for (Symbol function : in(functions, section).values()) {
        if (function.size() > 0 && function.end() <= section.bytes().length()) {
          new CodeCheck(section, function, entries, findings, references).run();
        }
      }
    }
  }

  private static SortedMap<Long, Symbol> in(
      Map<SectionId, SortedMap<Long, Symbol>> functions, RelocatedSection section) {
    return functions.getOrDefault(section.section().id(), new TreeMap<>());
  }

  /** By section and offset; of two names of one function the first stays. */
  private static Map<SectionId, SortedMap<Long, Symbol>> functions(LoadedModule module) {
    Map<SectionId, SortedMap<Long, Symbol>> functions = new HashMap<>();
    for (Symbol symbol : module.elf().symbols()) {
      if (symbol.isFunction() && symbol.isDefined() && symbol.value() >= 0) {
        SectionId section = symbol.place().section();
        if (module.elf().section(section).isCode()) {
          functions
              .computeIfAbsent(section, id -> new TreeMap<>())
              .putIfAbsent(symbol.value(), symbol);
        }
      }
    }
    return functions;
  }

  /**
   * Data that holds addresses of the kernel's functions holds their beginnings, and those of
   * functions that take indirect calls.
   */
  private static void checkPointers(
      List<RelocatedSection> sections, LoadedModule module, StepFindings findings) {
    for (RelocatedSection section : sections) {
      if (!section.section().isCode()) {
        section.sites().stream()
            .filter(site -> site.target().function() && !site.target().own())
            .filter(site -> !site.relative())
            .forEach(
                site ->
                    checkPointer(
                        site, module.describe(section.section(), site.offset()), findings));
      }
    }
  }

  private static void checkPointer(RelocatedSite site, String place, StepFindings findings) {
    String what = LoadedModule.plus(site.target().name(), site.addend());
    if (site.addend() != 0) {
      findings.add(
          LoaderRule.CALL_TARGET, place, "it points to " + what + ", where no function begins");
    } else if (site.target().sealed()) {
      findings.add(LoaderRule.SEALED_ENTRY, place, "it points to " + what);
    }
  }
}
