package io.klpforge.diff.check;

import io.klpforge.diff.compare.FtraceEntries;
import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.compare.PieceDiff;
import io.klpforge.diff.compare.Verdict;
import io.klpforge.diff.correlate.SymbolName;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.SectionRole;
import java.util.List;

/** Every changed function, but for what its callers get a copy of, has an ftrace entry. */
final class FtraceEntryCheck implements PatchabilityCheck {
  @Override
  public List<Finding> check(ObjectDiff diff, String object) {
    FtraceEntries entries = new FtraceEntries(diff.orig(), diff.origTables());
    return diff.functions(Verdict.CHANGED).stream()
        .map(PieceDiff::piece)
        .filter(piece -> SymbolName.parentOfCold(piece.name()).isEmpty())
        .filter(piece -> !SectionRole.isInit(diff.patched().section(piece).name()))
        .filter(piece -> !entries.has(diff.correlation().origTwin(piece).orElseThrow()))
        .map(piece -> finding(object, piece))
        .toList();
  }

  private static Finding finding(String object, Piece piece) {
    return new Finding(
        "no-ftrace-entry",
        Severity.ERROR,
        object + ": " + piece.name(),
        "it changes, but the running kernel's has no ftrace entry by which to replace it",
        "it is notrace, assembly, or compiled without -pg; change its callers instead");
  }
}
