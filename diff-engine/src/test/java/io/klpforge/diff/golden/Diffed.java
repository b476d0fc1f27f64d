package io.klpforge.diff.golden;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.PatchabilityCheck;
import io.klpforge.diff.check.Severity;
import io.klpforge.diff.compare.LineNumbers;
import io.klpforge.diff.compare.ObjectComparator;
import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.select.ExportTable;
import io.klpforge.diff.select.KernelScope;
import io.klpforge.diff.select.KernelSymbols;
import io.klpforge.diff.select.PatchPlan;
import io.klpforge.diff.select.Selection;
import io.klpforge.diff.select.Selector;
import io.klpforge.diff.select.SymbolIndex;
import io.klpforge.diff.type.LayoutChanges;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A pair of objects that went through the whole differ.
 *
 * @param findings of all stages
 * @param plan complete only if no finding is an error
 */
record Diffed(ObjectDiff diff, List<Finding> findings, PatchPlan plan) {

  static Diffed of(Compiled compiled) {
    return of(compiled, compiled.orig(), compiled.patched());
  }

  /** Two other objects, with everything else as the case has it. */
  static Diffed of(Compiled compiled, ObjectFile orig, ObjectFile patched) {
    return of(compiled, orig, patched, compiled.fixture().lineNumbers());
  }

  static Diffed of(
      Compiled compiled, ObjectFile orig, ObjectFile patched, LineNumbers lineNumbers) {
    Fixture fixture = compiled.fixture();
    ObjectDiff diff = ObjectComparator.compare(orig, patched, lineNumbers);
    String object = fixture + ".o";
    KernelScope scope = scope(fixture, compiled.running(), diff);
    Selection selection = Selector.select(diff, object, scope, Set.of());
    List<Finding> findings = new ArrayList<>(PatchabilityCheck.all(diff, object));
    findings.addAll(selection.findings());
    LayoutChanges layouts = new LayoutChanges();
    LayoutChanges.between(orig, patched).ifPresent(found -> layouts.add(object, found));
    layouts.all().forEach(layout -> findings.add(layout.finding()));
    return new Diffed(diff, List.copyOf(findings), selection.plan());
  }

  /** {@return whether nothing forbids the plan} */
  boolean isPatchable() {
    return findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
  }

  private static KernelScope scope(Fixture fixture, ObjectFile linked, ObjectDiff diff) {
    SymbolIndex running = SymbolIndex.ofVmlinux(linked);
    SymbolIndex module = SymbolIndex.ofModule(linked, linked);
    SymbolIndex nothing = SymbolIndex.ofVmlinux(ObjectFile.empty(linked.header()));
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
}
