package io.klpforge.emit.verify;

import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.Section;

/**
 * Livepatch relocations of memory that is freed: those for a module are applied whenever that one
 * comes, be it long after the livepatch was loaded. From Linux 6.12 on they are also taken back
 * when it goes.
 *
 * <p>Source: klp_write_object_relocs() and klp_clear_object_relocs(), kernel/livepatch/core.c;
 * module_init_layout_section() and do_init_module(), kernel/module/main.c; Linux 6.12. In 6.1
 * klp_apply_object_relocs().
 */
final class LostRelocations implements LoaderStep {
  @Override
  public String title() {
    return "relocated memory";
  }

  @Override
  public void check(LoadedModule module, RunningKernel kernel, StepFindings findings) {
    for (Section section : module.relocationSections()) {
      Section target = module.target(section).orElseThrow();
      if (KlpSections.isOfModule(section) && isFreed(target, kernel)) {
        String message = target.name() + " is freed once the livepatch is loaded";
        findings.add(LoaderRule.KLP_FREED_SECTION, section.name(), message);
      }
    }
  }

  /** Source: module_init_section(), in arch/powerpc/kernel/module_64.c another one. */
  private static boolean isFreed(Section section, RunningKernel kernel) {
    boolean once = section.name().startsWith(".init") && kernel.machine() != ElfConstants.EM_PPC64;
    boolean never = section.name().startsWith(".exit") && !kernel.isSet("MODULE_UNLOAD");
    return once || never;
  }
}
