package io.klpforge.emit.verify;

import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.Section;
import java.util.List;

/**
 * The module's {@code struct module}, which the kernel takes over as it is.
 *
 * <p>Source: setup_load_info(), kernel/module/main.c, Linux 6.1; that there is one, allocated, and
 * of the right size is checked from 6.4 on.
 */
final class ModuleStructure implements LoaderStep {
  private static final String NAME = ".gnu.linkonce.this_module";

  @Override
  public String title() {
    return "struct module";
  }

  @Override
  public void check(LoadedModule module, RunningKernel kernel, StepFindings findings) {
    List<Section> found =
        module.elf().sections().stream().filter(section -> section.name().equals(NAME)).toList();
    if (found.isEmpty()) {
      findings.add(LoaderRule.NO_THIS_MODULE, "", "it has no section " + NAME);
    } else if (found.size() > 1) {
      findings.add(LoaderRule.NO_THIS_MODULE, sized(kernel), NAME, "there is more than one");
    } else {
      check(found.get(0), kernel, findings);
    }
  }

  private static void check(Section section, RunningKernel kernel, StepFindings findings) {
    findings.examined(section.size() + " bytes");
    if (!section.isAllocated() || section.type() != ElfConstants.SHT_PROGBITS) {
      findings.add(LoaderRule.THIS_MODULE_SIZE, sized(kernel), NAME, "it takes no memory");
    } else if (kernel.moduleSize().isPresent()
        && kernel.moduleSize().getAsLong() != section.size()) {
      findings.add(
          LoaderRule.THIS_MODULE_SIZE,
          sized(kernel),
          NAME,
          String.format(
              "it has %d bytes, the kernel's struct module %d",
              section.size(), kernel.moduleSize().getAsLong()));
    }
  }

  private static Consequence sized(RunningKernel kernel) {
    return kernel.version().isAtLeast(6, 4) ? Consequence.INSMOD : Consequence.SILENT;
  }
}
