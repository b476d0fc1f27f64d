package io.klpforge.diff.check;

import io.klpforge.diff.compare.Difference;
import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.compare.PieceDiff;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.SectionRole;
import io.klpforge.diff.special.SpecialTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * No section that the kernel collects from all objects ({@code __param}, initcalls, trace events)
 * has gained, lost or changed anything.
 */
final class CollectedSectionCheck implements PatchabilityCheck {
  @Override
  public List<Finding> check(ObjectDiff diff, String object) {
    Map<String, Long> before = sizes(diff.orig(), diff.origTables());
    Map<String, Long> after = sizes(diff.patched(), diff.patchedTables());
    List<Finding> findings = new ArrayList<>();
    Map<String, Long> all = new TreeMap<>(before);
    all.putAll(after);
    all.keySet().removeAll(diff.marks().sections());
    all.keySet().removeIf(name -> diff.isInitLeftOut() && SectionRole.isInit(name));
    for (String name : all.keySet()) {
      long was = before.getOrDefault(name, 0L);
      long is = after.getOrDefault(name, 0L);
      if (was != is) {
        findings.add(
            finding(
                object, name, "the patch makes this section " + is + " bytes long; it was " + was));
      }
    }
    diff.collected().forEach(change -> findings.add(finding(diff, object, change)));
    return findings;
  }

  /** Bytes by section, without tables that are about code: their records are the functions'. */
  private static Map<String, Long> sizes(ObjectLayout layout, SpecialTables tables) {
    Map<String, Long> sizes = new TreeMap<>();
    for (Piece piece : layout.pieces()) {
      Section section = layout.section(piece);
      if (SectionRole.isCollected(section) && !tables.isUnlisted(piece)) {
        sizes.merge(section.name(), piece.size(), Long::sum);
      }
    }
    return sizes;
  }

  private static Finding finding(ObjectDiff diff, String object, PieceDiff change) {
    String what = change.difference().map(Difference::what).orElse("differs");
    String section = diff.patched().section(change.piece()).name();
    return diff.patchedTables().undivided().contains(change.piece())
        ? unknown(object, section, what)
        : finding(object, section, "the patch changes what this section says: " + what);
  }

  private static Finding unknown(String object, String section, String what) {
    return new Finding(
        "unknown-section",
        Severity.ERROR,
        object + ": " + section,
        "the patch changes what this section says: " + what,
        "its records cannot be told apart or be of use in a module, so what they say of changed code"
            + " cannot be taken along; leave that change out");
  }

  private static Finding finding(String object, String section, String message) {
    return new Finding(
        "collected-section",
        Severity.ERROR,
        object + ": " + section,
        message,
        "the kernel reads this section when it starts or loads the module, so the change would have"
            + " no effect; leave it out, or do its work in a callback");
  }
}
