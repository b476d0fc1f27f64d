package io.klpforge.diff.check;

import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.SectionRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * No section that the kernel collects from all objects ({@code __param}, initcalls, trace events)
 * has gained or lost anything.
 */
final class UnknownSectionCheck implements PatchabilityCheck {
  private static final List<String> ORDINARY =
      List.of(".data", ".bss", ".rodata", "__dyndbg", "__verbose", ".sdata", ".sbss");

  @Override
  public List<Finding> check(ObjectDiff diff, String object) {
    Map<String, Long> before = sizes(diff.orig());
    Map<String, Long> after = sizes(diff.patched());
    List<Finding> findings = new ArrayList<>();
    Map<String, Long> all = new TreeMap<>(before);
    all.putAll(after);
    for (String name : all.keySet()) {
      long was = before.getOrDefault(name, 0L);
      long is = after.getOrDefault(name, 0L);
      if (was != is) {
        findings.add(finding(object, name, was, is));
      }
    }
    return findings;
  }

  private static Map<String, Long> sizes(ObjectLayout layout) {
    Map<String, Long> sizes = new TreeMap<>();
    for (Section section : layout.object().sections()) {
      boolean collected =
          SectionRole.of(section) == SectionRole.DATA
              && ORDINARY.stream().noneMatch(section.name()::startsWith);
      if (collected) {
        sizes.merge(section.name(), section.size(), Long::sum);
      }
    }
    return sizes;
  }

  private static Finding finding(String object, String name, long was, long is) {
    return new Finding(
        "collected-section",
        Severity.ERROR,
        object + ": " + name,
        "the patch makes this section " + is + " bytes long; it was " + was,
        "the kernel reads this section when it starts or loads the module, so the change would have"
            + " no effect; leave it out, or do its work in a callback");
  }
}
