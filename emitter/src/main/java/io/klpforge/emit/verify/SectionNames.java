package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Section;
import java.util.HashSet;
import java.util.Set;

/**
 * The names of sections that take memory, of which each is there once.
 *
 * <p>Each becomes a file in {@code /sys/module/NAME/sections}, livepatch relocations included, and
 * a second one of a name is refused; Linux 6.1 prints a backtrace and goes on, without any of the
 * files. Of two tables of one name any kernel reads one: {@code find_sec()} the first, {@code
 * module_finalize()} the last.
 *
 * <p>Source: add_sect_attrs() and mod_sysfs_setup(), kernel/module/sysfs.c; find_sec(),
 * kernel/module/main.c; Linux 6.12 and 6.1, not those between them.
 */
final class SectionNames implements LoaderStep {
  @Override
  public String title() {
    return "section names";
  }

  @Override
  public void check(LoadedModule module, RunningKernel kernel, StepFindings findings) {
    Consequence when = kernel.version().isAtLeast(6, 12) ? Consequence.INSMOD : Consequence.SILENT;
    Set<String> names = new HashSet<>();
    for (Section section : module.elf().sections()) {
      boolean counts = module.isKept(section) && section.size() > 0;
      if (counts && !names.add(section.name())) {
        String message = "another section that takes memory has this name";
        findings.add(LoaderRule.DUPLICATE_SECTION, when, section.name(), message);
      }
    }
  }
}
