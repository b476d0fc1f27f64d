package io.klpforge.diff.golden;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.compare.PieceDiff;
import io.klpforge.diff.compare.Verdict;
import io.klpforge.diff.correlate.SymbolName;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.select.Planned;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the differ makes of a fixture, as text.
 *
 * @param diff a line for each changed or new function and each variable with a change
 * @param findings rule, severity and place of each
 * @param plan a line for each thing in it; empty if a finding forbids it
 */
record Outcome(String diff, String findings, Optional<String> plan) {

  static Outcome of(Fixture fixture) {
    return of(Diffed.of(Compiled.checkedIn(fixture)));
  }

  /** What it makes of other objects with everything else as in the fixture. */
  static Outcome of(Fixture fixture, ObjectFile orig, ObjectFile patched) {
    return of(Diffed.of(Compiled.checkedIn(fixture), orig, patched));
  }

  static Outcome of(Diffed diffed) {
    return new Outcome(
        lines(changes(diffed.diff())),
        lines(diffed.findings().stream().map(Outcome::text).toList()),
        diffed.isPatchable() ? Optional.of(lines(Planned.lines(diffed.plan()))) : Optional.empty());
  }

  private static List<String> changes(ObjectDiff diff) {
    List<String> lines = new ArrayList<>();
    diff.functions().stream()
        .filter(one -> SymbolName.parentOfCold(one.piece().name()).isEmpty())
        .forEach(one -> add(lines, "function", one));
    diff.data().forEach(one -> add(lines, "variable", one));
    return lines;
  }

  private static void add(List<String> lines, String kind, PieceDiff diff) {
    if (diff.verdict() != Verdict.SAME) {
      String verdict = diff.verdict().name().toLowerCase(Locale.ROOT);
      lines.add(verdict + " " + kind + ": " + diff.piece().name());
    }
  }

  private static String text(Finding finding) {
    return finding.rule() + " " + finding.severity() + " " + finding.where();
  }

  private static String lines(List<String> lines) {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
