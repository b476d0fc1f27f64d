package io.klpforge.diff.check;

import io.klpforge.diff.compare.Difference;
import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.compare.PieceDiff;
import io.klpforge.diff.compare.Verdict;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.layout.SectionRole;
import java.util.List;

/** No variable's or table's initial contents, size or place have changed. */
final class ChangedDataCheck implements PatchabilityCheck {
  @Override
  public List<Finding> check(ObjectDiff diff, String object) {
    return diff.data(Verdict.CHANGED).stream()
        .filter(change -> !SectionRole.isInit(diff.patched().section(change.piece()).name()))
        .map(change -> finding(object, change, diff.patched().section(change.piece())))
        .toList();
  }

  private static Finding finding(String object, PieceDiff change, Section section) {
    String what = change.difference().map(Difference::what).orElse("differs");
    return new Finding(
        "changed-data",
        Severity.ERROR,
        object + ": " + change.piece().name(),
        "the patch changes this variable's initial contents or size: " + what,
        remedy(change, section));
  }

  private static String remedy(PieceDiff change, Section section) {
    String name = change.piece().name();
    String known = "the running kernel has its " + name + " already; ";
    boolean size =
        change.difference().filter(one -> one.kind() == Difference.Kind.SIZE).isPresent();
    if (size) {
      return known + "leave it as it is, and put what is new into a new static variable beside it";
    }
    boolean writable = section.isWritable() && !section.name().contains("ro_after_init");
    return writable
        ? known
            + "assign what changes of "
            + name
            + " in a KLP_PRE_PATCH_CALLBACK, and the old value again in a KLP_POST_UNPATCH_CALLBACK"
        : known
            + "it lies in read-only memory: add a copy of the new "
            + name
            + " under another name, and make the functions that read it read the copy";
  }
}
