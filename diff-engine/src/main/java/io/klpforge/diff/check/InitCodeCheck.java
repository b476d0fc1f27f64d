package io.klpforge.diff.check;

import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.compare.PieceDiff;
import io.klpforge.diff.compare.Verdict;
import io.klpforge.diff.layout.SectionRole;
import java.util.List;
import java.util.stream.Stream;

/** Nothing that runs only while the kernel or a module starts or ends has changed. */
final class InitCodeCheck implements PatchabilityCheck {
  @Override
  public List<Finding> check(ObjectDiff diff, String object) {
    return Stream.concat(
            diff.functions(Verdict.CHANGED).stream(), diff.data(Verdict.CHANGED).stream())
        .filter(change -> SectionRole.isInit(section(diff, change)))
        .map(change -> finding(diff, object, change))
        .toList();
  }

  private static String section(ObjectDiff diff, PieceDiff change) {
    return diff.patched().section(change.piece()).name();
  }

  private static Finding finding(ObjectDiff diff, String object, PieceDiff change) {
    return new Finding(
        "init-code",
        Severity.ERROR,
        object + ": " + change.piece().name(),
        "the patch changes it, but it is in "
            + section(diff, change)
            + ", which has run (or only runs at the end) and is freed",
        "leave this change out of the patch, or do its work in a callback");
  }
}
