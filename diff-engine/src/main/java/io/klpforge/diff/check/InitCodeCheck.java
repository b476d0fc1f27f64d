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
    return Stream.concat(forbidden(diff, object), leftOut(diff, object)).toList();
  }

  private static Stream<Finding> leftOut(ObjectDiff diff, String object) {
    return diff.leftOut().stream().map(change -> leftOut(diff, object, change));
  }

  private static Finding leftOut(ObjectDiff diff, String object, PieceDiff change) {
    return new Finding(
        "left-out-init",
        Severity.WARNING,
        object + ": " + change.piece().name(),
        "its change is left out, as asked: it is in " + section(diff, change),
        "the running kernel has done its work the old way; make sure that the rest of the patch does"
            + " not rely on it");
  }

  private static Stream<Finding> forbidden(ObjectDiff diff, String object) {
    return Stream.concat(
            diff.functions(Verdict.CHANGED).stream(), diff.data(Verdict.CHANGED).stream())
        .filter(change -> SectionRole.isInit(section(diff, change)))
        .map(change -> finding(diff, object, change));
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
        "leave this change out of the patch, or have that done with --leave-out-init, or do its work"
            + " in a callback");
  }
}
