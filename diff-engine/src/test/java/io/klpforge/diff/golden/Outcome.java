package io.klpforge.diff.golden;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.PatchabilityCheck;
import io.klpforge.diff.check.Severity;
import io.klpforge.diff.compare.ObjectComparator;
import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.compare.PieceDiff;
import io.klpforge.diff.compare.Verdict;
import io.klpforge.diff.correlate.SymbolName;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.select.ExportTable;
import io.klpforge.diff.select.KernelScope;
import io.klpforge.diff.select.KernelSymbols;
import io.klpforge.diff.select.Planned;
import io.klpforge.diff.select.Selection;
import io.klpforge.diff.select.Selector;
import io.klpforge.diff.select.SymbolIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the differ makes of a fixture.
 *
 * @param diff a line for each changed or new function and each variable with a change
 * @param findings rule, severity and place of each
 * @param plan a line for each thing in it; empty if a finding forbids it
 */
record Outcome(String diff, String findings, Optional<String> plan) {

  static Outcome of(Fixture fixture) {
    return of(fixture, fixture.orig(), fixture.patched());
  }

  /** What it makes of other objects with everything else as in the fixture. */
  static Outcome of(Fixture fixture, ObjectFile orig, ObjectFile patched) {
    ObjectDiff diff = ObjectComparator.compare(orig, patched, fixture.lineNumbers());
    String object = fixture + ".o";
    Selection selection = Selector.select(diff, object, scope(fixture, diff), Set.of());
    List<Finding> findings = new ArrayList<>(PatchabilityCheck.all(diff, object));
    findings.addAll(selection.findings());
    boolean possible = findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
    return new Outcome(
        lines(changes(diff)),
        lines(findings.stream().map(Outcome::text).toList()),
        possible ? Optional.of(lines(Planned.lines(selection.plan()))) : Optional.empty());
  }

  private static KernelScope scope(Fixture fixture, ObjectDiff diff) {
    SymbolIndex running = SymbolIndex.ofVmlinux(fixture.running());
    SymbolIndex module = SymbolIndex.ofModule(fixture.running(), fixture.running());
    SymbolIndex nothing = SymbolIndex.ofVmlinux(ObjectFile.empty(fixture.running().header()));
    KernelSymbols kernel =
        new KernelSymbols(
            fixture.module().isPresent() ? nothing : running,
            name -> fixture.module().filter(name::equals).map(same -> module),
            exports());
    return kernel.scope(fixture.module().orElse(KernelSymbols.VMLINUX), diff.orig());
  }

  private static ExportTable exports() {
    try {
      return ExportTable.parse(Files.readAllLines(Fixture.root().resolve("Module.symvers")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
      String verdict = diff.verdict().name().toLowerCase(java.util.Locale.ROOT);
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
