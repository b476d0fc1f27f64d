package io.klpforge.emit.fuzz;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.PatchabilityCheck;
import io.klpforge.diff.check.Severity;
import io.klpforge.diff.compare.LineNumbers;
import io.klpforge.diff.compare.ObjectComparator;
import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.insn.MissingLibraryException;
import io.klpforge.diff.select.KernelSymbols;
import io.klpforge.diff.select.PatchPlan;
import io.klpforge.diff.select.Selection;
import io.klpforge.diff.select.Selector;
import io.klpforge.emit.livepatch.ObjectEmitter;
import io.klpforge.emit.livepatch.PlanCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The way of one pair of objects from their bytes to the livepatch's object. */
final class Pipeline {
  private static final String OBJECT = "fuzzed.o";

  private Pipeline() {}

  /** {@return how it ends}; any exception from here is a defect */
  static Ending run(byte[] orig, byte[] patched, LineNumbers lines, KernelSymbols kernel) {
    Optional<ObjectFile> before = read(orig);
    Optional<ObjectFile> after = read(patched);
    if (before.isEmpty() || after.isEmpty()) {
      return Ending.UNREADABLE;
    }
    Optional<PatchPlan> plan;
    try {
      plan = plan(ObjectComparator.compare(before.get(), after.get(), lines), kernel);
    } catch (MalformedElfException | MissingLibraryException e) {
      requireMessage(e);
      return Ending.MALFORMED;
    }
    // What we write ourselves must be writable and readable.
    plan.ifPresent(one -> readAll(ElfReader.read(ObjectEmitter.emit(one, 0).toArray())));
    return plan.isPresent() ? Ending.EMITTED : Ending.REFUSED;
  }

  private static Optional<ObjectFile> read(byte[] file) {
    try {
      return Optional.of(ElfReader.read(file));
    } catch (MalformedElfException e) {
      requireMessage(e);
      return Optional.empty();
    }
  }

  private static void requireMessage(RuntimeException e) {
    if (e.getMessage() == null || e.getMessage().isBlank()) {
      throw new AssertionError("an error that says nothing", e);
    }
  }

  private static Optional<PatchPlan> plan(ObjectDiff diff, KernelSymbols kernel) {
    List<Finding> findings = new ArrayList<>(PatchabilityCheck.all(diff, OBJECT));
    Selection selection =
        Selector.select(diff, OBJECT, kernel.scope(KernelSymbols.VMLINUX, diff.orig()), Set.of());
    findings.addAll(selection.findings());
    findings.addAll(PlanCheck.check(List.of(selection.plan())));
    boolean possible = findings.stream().noneMatch(one -> one.severity() == Severity.ERROR);
    return possible ? Optional.of(selection.plan()) : Optional.empty();
  }

  private static void readAll(ObjectFile object) {
    object.sections().forEach(section -> object.relocations(section.id()));
  }
}
