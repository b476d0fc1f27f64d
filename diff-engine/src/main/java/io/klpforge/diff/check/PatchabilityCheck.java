package io.klpforge.diff.check;

import io.klpforge.diff.compare.ObjectDiff;
import java.util.List;

/** One rule about what can be live-patched. */
public interface PatchabilityCheck {

  /** Every rule, in the order their findings are shown. */
  List<PatchabilityCheck> ALL =
      List.of(
          new ElfHeaderCheck(),
          new InitCodeCheck(),
          new FtraceEntryCheck(),
          new UnwatchedCalleeCheck(),
          new ChangedDataCheck(),
          new CollectedSectionCheck(),
          new GroupSectionCheck(),
          new ExportCheck(),
          new MarkCheck());

  /**
   * {@return what this rule finds}
   *
   * @param object path of the object in the build tree
   */
  List<Finding> check(ObjectDiff diff, String object);

  /** {@return the findings of all rules} */
  static List<Finding> all(ObjectDiff diff, String object) {
    return ALL.stream().flatMap(rule -> rule.check(diff, object).stream()).toList();
  }
}
