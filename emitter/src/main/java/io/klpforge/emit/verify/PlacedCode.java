package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.insn.Disassembler;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    Set<Long> entries = new HashSet<>();
    for (RelocatedSection section : sections) {
      functions(module, section).forEach(f -> entries.add(section.address() + f.value()));
    }
    for (RelocatedSection section : sections) {
      for (Symbol function : functions(module, section)) {
        if (function.size() > 0 && function.end() <= section.bytes().length()) {
          new CodeCheck(section, function, entries, findings, references).run();
        }
      }
    }
  }

  /** Two names of one function are read once. */
  private static List<Symbol> functions(LoadedModule module, RelocatedSection section) {
    Set<Long> seen = new HashSet<>();
    return module.elf().symbols().stream()
        .filter(symbol -> symbol.isFunction() && symbol.isIn(section.section().id()))
        .filter(symbol -> section.section().isCode())
        .sorted(Comparator.comparing(Symbol::value))
        .filter(symbol -> seen.add(symbol.value()))
        .toList();
  }

  /** Data that holds addresses of the kernel's functions holds their beginnings. */
  private static void checkPointers(
      List<RelocatedSection> sections, LoadedModule module, StepFindings findings) {
    for (RelocatedSection section : sections) {
      if (!section.section().isCode()) {
        section.sites().stream()
            .filter(site -> site.target().code() && !site.target().own())
            .filter(site -> !site.relative() && site.addend() != 0)
            .forEach(
                site ->
                    findings.add(
                        LoaderRule.CALL_TARGET,
                        module.describe(section.section(), site.offset()),
                        "it points to "
                            + LoadedModule.plus(site.target().name(), site.addend())
                            + ", where no function begins"));
      }
    }
  }
}
