package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Section;
import io.klpforge.emit.livepatch.LateSection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Alternatives and paravirtual calls that are to be applied after the livepatch's relocations.
 *
 * <p>Source: arch_klp_init_object_loaded(), arch/x86/kernel/livepatch.c, Linux 5.4: of the sections
 * for an object the last one of each kind is read, whatever else there is. Linux 5.8 has no such
 * function any more.
 */
final class LateTables implements LoaderStep {
  @Override
  public String title() {
    return "tables applied late";
  }

  @Override
  public void check(LoadedModule module, RunningKernel kernel, StepFindings findings) {
    List<Section> sections =
        module.elf().sections().stream()
            .filter(section -> section.isAllocated() && LateSection.isMeant(section))
            .toList();
    findings.examined(sections.size() + " sections");
    Set<String> names = new HashSet<>();
    for (Section section : sections) {
      problem(section, names.add(section.name()), module, kernel)
          .ifPresent(message -> findings.add(LoaderRule.KLP_ARCH_SECTION, section.name(), message));
    }
  }

  private static Optional<String> problem(
      Section section, boolean first, LoadedModule module, RunningKernel kernel) {
    if (kernel.image().keepsVmlinuxApart()) {
      return Optional.of("this kernel reads alternatives together with the module's own");
    }
    Optional<LateSection> late = LateSection.of(section.name()).filter(LateSection::isRead);
    if (late.isEmpty()) {
      return Optional.of("its name is not .klp.arch.OBJECT..altinstructions or ..parainstructions");
    }
    if (module.replaced(late.get().object()).isEmpty()) {
      return Optional.of("the livepatch has no klp_object " + late.get().object());
    }
    return first ? Optional.empty() : Optional.of("only one of that name is read");
  }
}
