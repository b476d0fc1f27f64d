package io.klpforge.emit.verify;

import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.Relocation;
import io.klpforge.diff.elf.Section;
import io.klpforge.emit.livepatch.LateSection;
import java.util.Optional;

/**
 * The tables the kernel reads when it has relocated the module: their sizes, that their records are
 * about code of the module, and that no livepatch relocation comes too late for them. Tables in
 * {@code .klp.arch} sections are read after the relocations.
 */
final class SpecialTables implements LoaderStep {
  @Override
  public String title() {
    return "tables about code";
  }

  @Override
  public void check(LoadedModule module, RunningKernel kernel, StepFindings findings) {
    RuntimeConstants.check(module, findings);
    if (kernel.machine() != ElfConstants.EM_X86_64) {
      findings.add(LoaderRule.NOT_SIMULATED, "", "tables about code are not looked at");
      return;
    }
    PlacedModule placed = new PlacedModule(module, kernel, Placement.Distance.NEAR);
    KeyedSites keyed = new KeyedSites(module, kernel, placed, findings);
    SitesByPlace sites = new SitesByPlace(module.elf());
    EarlyCode early = new EarlyCode(module, sites);
    int count = 0;
    for (Section section : module.elf().sections()) {
      Optional<CodeTable> table = CodeTable.of(section.name());
      if (table.isPresent() && section.isAllocated()) {
        count++;
        new CodeTableCheck(module, keyed, sites, section, table.get(), findings).run(early);
      }
    }
    boolean allLate = kernel.image().relocatesLate();
    module.relocationSections().stream()
        .filter(allLate ? LoadedModule::isKlp : KlpSections::isOfModule)
        .forEach(section -> checkTime(section, module, early, findings));
    if (kernel.isSet("UNWINDER_ORC")) {
      UnwindTables.check(module, findings);
    }
    findings.examined(count + " tables");
  }

  private static void checkTime(
      Section section, LoadedModule module, EarlyCode early, StepFindings findings) {
    Section target = module.target(section).orElseThrow();
    if (LateSection.isMeant(target)) {
      return;
    }
    if (CodeTable.of(target.name()).isPresent()) {
      findings.add(LoaderRule.KLP_TOO_LATE, section.name(), "it relocates " + target.name());
      return;
    }
    for (Relocation entry : module.elf().entries(section.id())) {
      if (early.holds(target.id(), entry.offset())) {
        findings.add(
            LoaderRule.KLP_TOO_LATE,
            module.describe(target, entry.offset()),
            "the kernel rewrites this code when it loads the livepatch");
      }
    }
  }
}
