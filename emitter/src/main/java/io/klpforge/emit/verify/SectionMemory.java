package io.klpforge.emit.verify;

import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.Section;

/**
 * The memory that sections get.
 *
 * <p>Source: module_enforce_rwx_sections(), kernel/module/strict_rwx.c; layout_sections() and
 * percpu_modalloc(), kernel/module/main.c; PERCPU_MODULE_RESERVE, include/linux/percpu.h, Linux
 * 6.1.
 */
final class SectionMemory implements LoaderStep {
  private static final long CODE_AND_WRITABLE = ElfConstants.SHF_WRITE | ElfConstants.SHF_EXECINSTR;
  private static final String PER_CPU = ".data..percpu";
  private static final long PER_CPU_RESERVE = 8 << 10;

  @Override
  public String title() {
    return "memory";
  }

  @Override
  public void check(LoadedModule module, RunningKernel kernel, StepFindings findings) {
    long size = 0;
    for (Section section : module.elf().sections()) {
      check(section, kernel, findings);
      size += module.isKept(section) ? section.size() : 0;
    }
    findings.examined(size + " bytes");
  }

  private static void check(Section section, RunningKernel kernel, StepFindings findings) {
    boolean both = (section.flags() & CODE_AND_WRITABLE) == CODE_AND_WRITABLE;
    if (both && kernel.isSet("STRICT_MODULE_RWX")) {
      findings.add(LoaderRule.WRITABLE_CODE, section.name(), "it is code and writable");
    }
    if (section.name().equals(PER_CPU) && section.size() > PER_CPU_RESERVE) {
      findings.add(LoaderRule.PER_CPU_DATA, section.name(), "it has " + section.size() + " bytes");
    }
  }
}
