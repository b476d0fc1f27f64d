package io.klpforge.emit.verify;

import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.Section;
import java.util.Optional;

/**
 * Relocations of memory that is not there when they are applied.
 *
 * <p>Those for a module are applied whenever that one comes, be it long after the livepatch was
 * loaded and memory was freed. From Linux 6.12 on they are also taken back when it goes.
 *
 * <p>Per-CPU variables are taken out of the sections that get memory before any is relocated, and
 * are copied for each CPU from the file's bytes, which are freed then: the kernel passes over all
 * relocations but the late ones, and writes those to where the bytes were.
 *
 * <p>Source: klp_write_object_relocs() and klp_clear_object_relocs(), kernel/livepatch/core.c;
 * layout_and_allocate(), apply_relocations(), post_relocation() and do_init_module(),
 * kernel/module/main.c; Linux 6.12 and 6.1, where it is klp_apply_object_relocs().
 */
final class LostRelocations implements LoaderStep {
  private static final String PER_CPU = ".data..percpu";

  @Override
  public String title() {
    return "relocated memory";
  }

  @Override
  public void check(LoadedModule module, RunningKernel kernel, StepFindings findings) {
    Optional<Section> perCpu = perCpu(module, kernel);
    for (Section section : module.relocationSections()) {
      Section target = module.target(section).orElseThrow();
      boolean copied = perCpu.filter(target::equals).isPresent();
      boolean freed =
          copied
              ? isLate(section, kernel)
              : KlpSections.isOfModule(section) && isFreed(target, kernel);
      if (freed) {
        String message = target.name() + " is freed once the livepatch is loaded";
        findings.add(LoaderRule.KLP_FREED_SECTION, section.name(), message);
      } else if (copied && section.size() > 0) {
        String message = "per-CPU variables are not relocated";
        findings.add(LoaderRule.PER_CPU_RELOCATION, section.name(), message);
      }
    }
  }

  /**
   * {@return the section of per-CPU variables}: of several the first; without SMP it is as any
   * other
   */
  private static Optional<Section> perCpu(LoadedModule module, RunningKernel kernel) {
    return module.elf().sections().stream()
        .filter(section -> kernel.isSet("SMP"))
        .filter(section -> section.isAllocated() && section.name().equals(PER_CPU))
        .findFirst();
  }

  private static boolean isLate(Section section, RunningKernel kernel) {
    boolean all = kernel.image().relocatesLate();
    return all ? LoadedModule.isKlp(section) : KlpSections.isOfModule(section);
  }

  /** Source: module_init_section(), in arch/powerpc/kernel/module_64.c another one. */
  private static boolean isFreed(Section section, RunningKernel kernel) {
    boolean once = section.name().startsWith(".init") && kernel.machine() != ElfConstants.EM_PPC64;
    boolean never = section.name().startsWith(".exit") && !kernel.isSet("MODULE_UNLOAD");
    return once || never;
  }
}
