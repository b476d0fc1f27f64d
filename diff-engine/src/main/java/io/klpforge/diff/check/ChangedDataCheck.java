package io.klpforge.diff.check;

import io.klpforge.diff.compare.Difference;
import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.compare.PieceDiff;
import io.klpforge.diff.compare.Verdict;
import io.klpforge.diff.layout.SectionRole;
import java.util.List;

/** No variable's or table's initial contents, size or place have changed. */
final class ChangedDataCheck implements PatchabilityCheck {
  @Override
  public List<Finding> check(ObjectDiff diff, String object) {
    return diff.data(Verdict.CHANGED).stream()
        .filter(change -> !SectionRole.isInit(diff.patched().section(change.piece()).name()))
        .map(change -> finding(object, change))
        .toList();
  }

  private static Finding finding(String object, PieceDiff change) {
    String what = change.difference().map(Difference::what).orElse("differs");
    return new Finding(
        "changed-data",
        Severity.ERROR,
        object + ": " + change.piece().name(),
        "the patch changes this variable's initial contents or size: " + what,
        "the running kernel has its variable already; set the new value in a pre-patch callback, or"
            + " change the code that uses it");
  }
}
