package io.klpforge.diff.check;

import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.SectionRole;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says when the patch exports something: a livepatch cannot. */
final class ExportCheck implements PatchabilityCheck {
  private static final String GPL = "___ksymtab_gpl+";
  private static final String ALL = "___ksymtab+";

  @Override
  public List<Finding> check(ObjectDiff diff, String object) {
    Set<String> added = exports(diff.patched());
    added.removeAll(exports(diff.orig()));
    return added.stream().map(name -> finding(object, name)).toList();
  }

  /** With an entry for each export in a section named after it. */
  private static Set<String> exports(ObjectLayout layout) {
    return layout.object().sections().stream()
        .filter(section -> SectionRole.of(section) == SectionRole.EXPORTS)
        .map(Section::name)
        .filter(name -> name.startsWith(GPL) || name.startsWith(ALL))
        .map(name -> name.substring(name.indexOf('+') + 1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Finding finding(String object, String name) {
    return new Finding(
        "new-export",
        Severity.WARNING,
        object + ": " + name,
        "the patch exports it, but a livepatch's export is not visible to other modules",
        "nothing to do if only this patch uses it");
  }
}
