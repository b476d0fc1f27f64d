package io.klpforge.diff.check;

import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.SectionRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Says when the patch changes what is exported: a livepatch cannot. */
final class ExportCheck implements PatchabilityCheck {
  private static final String GPL = "___ksymtab_gpl+";
  private static final String ALL = "___ksymtab+";

  /** Begins the label of a record in {@code .export_symbol}, Linux 6.4 on. */
  private static final String LABEL = "__export_symbol_";

  @Override
  public List<Finding> check(ObjectDiff diff, String object) {
    Set<String> before = exports(diff.orig());
    Set<String> after = exports(diff.patched());
    List<Finding> findings = new ArrayList<>();
    after.stream()
        .filter(name -> !before.contains(name))
        .forEach(name -> findings.add(added(object, name)));
    before.stream()
        .filter(name -> !after.contains(name))
        .forEach(name -> findings.add(removed(object, name)));
    return findings;
  }

  /** With an entry for each export in a section named after it, or a label. */
  private static Set<String> exports(ObjectLayout layout) {
    Set<String> exports = new TreeSet<>();
    for (Section section : layout.object().sections()) {
      String name = section.name();
      if (SectionRole.of(section) == SectionRole.EXPORTS
          && (name.startsWith(GPL) || name.startsWith(ALL))) {
        exports.add(name.substring(name.indexOf('+') + 1));
      }
    }
    for (Symbol symbol : layout.object().symbols()) {
      if (symbol.isDefined() && symbol.name().startsWith(LABEL)) {
        exports.add(symbol.name().substring(LABEL.length()));
      }
    }
    return exports;
  }

  private static Finding added(String object, String name) {
    return new Finding(
        "new-export",
        Severity.WARNING,
        object + ": " + name,
        "the patch exports it, but a livepatch's export is not visible to other modules",
        "nothing to do if only this patch uses it");
  }

  private static Finding removed(String object, String name) {
    return new Finding(
        "removed-export",
        Severity.WARNING,
        object + ": " + name,
        "the patch no longer exports it, but the running kernel goes on doing so",
        "modules can still use it; nothing to do if that is well");
  }
}
