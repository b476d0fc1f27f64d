package io.klpforge.diff.check;

import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.compare.PieceDiff;
import io.klpforge.diff.compare.Verdict;
import io.klpforge.diff.correlate.SymbolName;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.SectionRole;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import java.util.List;

/**
 * Every changed function begins with a call that ftrace can turn to the new one.
 *
 * <p>Source: {@code klp_patch_func()}, kernel/livepatch/patch.c, Linux 6.1.
 */
final class FtraceEntryCheck implements PatchabilityCheck {
  @Override
  public List<Finding> check(ObjectDiff diff, String object) {
    return diff.functions(Verdict.CHANGED).stream()
        .map(PieceDiff::piece)
        .filter(piece -> SymbolName.parentOfCold(piece.name()).isEmpty())
        .filter(piece -> !SectionRole.isInit(diff.patched().section(piece).name()))
        .filter(piece -> !hasEntry(diff, diff.correlation().origTwin(piece).orElseThrow()))
        .map(piece -> finding(object, piece))
        .toList();
  }

  private static boolean hasEntry(ObjectDiff diff, Piece function) {
    ObjectLayout layout = diff.orig();
    boolean recorded =
        diff.origTables().about(function).stream()
            .anyMatch(entry -> layout.architecture().recordsEntries(entry.table().sectionName()));
    return recorded
        || layout.architecture().isFtraceNop(layout.bytes(function), (int) function.entry())
        || callsFtrace(layout, function);
  }

  private static boolean callsFtrace(ObjectLayout layout, Piece function) {
    for (Site site : layout.sites(function)) {
      if (site.target() instanceof Target.External external) {
        String name = external.symbol().name();
        if (layout.architecture().isFtraceCall(name, site.offset() - function.entry())) {
          return true;
        }
      }
    }
    return false;
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
