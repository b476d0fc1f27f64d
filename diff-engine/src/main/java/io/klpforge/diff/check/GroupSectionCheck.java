package io.klpforge.diff.check;

import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.compare.PieceDiff;
import io.klpforge.diff.compare.Verdict;
import io.klpforge.diff.elf.ElfConstants;
import java.util.List;
import java.util.stream.Stream;

/** Nothing has changed that the linker picks one of among several objects' (COMDAT). */
final class GroupSectionCheck implements PatchabilityCheck {
  @Override
  public List<Finding> check(ObjectDiff diff, String object) {
    return Stream.of(Verdict.CHANGED, Verdict.COPIED, Verdict.NEW)
        .flatMap(verdict -> diff.functions(verdict).stream())
        .filter(change -> isInGroup(diff, change))
        .map(change -> finding(object, change))
        .toList();
  }

  private static boolean isInGroup(ObjectDiff diff, PieceDiff change) {
    return (diff.patched().section(change.piece()).flags() & ElfConstants.SHF_GROUP) != 0;
  }

  private static Finding finding(String object, PieceDiff change) {
    return new Finding(
        "group-section",
        Severity.ERROR,
        object + ": " + change.piece().name(),
        "it changes, but lies in a section group, of which the linker kept one object's copy",
        "which copy runs cannot be known from here; make the change in a function of its own");
  }
}
