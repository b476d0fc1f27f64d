package io.klpforge.driver.run;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.PatchabilityCheck;
import io.klpforge.diff.check.Severity;
import io.klpforge.diff.compare.Difference;
import io.klpforge.diff.compare.LineNumbers;
import io.klpforge.diff.compare.ObjectComparator;
import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.compare.PieceDiff;
import io.klpforge.diff.compare.Verdict;
import io.klpforge.diff.correlate.SymbolName;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.explain.Explainer;
import io.klpforge.diff.explain.Explanation;
import io.klpforge.diff.insn.MissingLibraryException;
import io.klpforge.diff.reproduce.BaselineCheck;
import io.klpforge.diff.reproduce.ReplacedCode;
import io.klpforge.diff.reproduce.Reproduction;
import io.klpforge.diff.select.Carried;
import io.klpforge.diff.select.KernelScope;
import io.klpforge.diff.select.KernelSymbols;
import io.klpforge.diff.select.PatchPlan;
import io.klpforge.diff.select.Selection;
import io.klpforge.diff.select.Selector;
import io.klpforge.diff.source.SourceVersions;
import io.klpforge.driver.bisect.Touch;
import io.klpforge.driver.report.Failure;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Takes one pair of objects from files to a report. */
public final class ObjectDiffer {
  private final String object;
  private final ObjectDiff diff;

  private ObjectDiffer(String object, ObjectDiff diff) {
    this.object = object;
    this.diff = diff;
  }

  /**
   * Compares two object files.
   *
   * @param object what to call them in messages
   * @param orig empty if the patch brings the object's source
   * @throws Failure if one cannot be read or is not an object we understand
   */
  public static ObjectDiffer compare(
      String object, Optional<Path> orig, Path patched, LineNumbers lines) {
    ObjectFile after = read(patched);
    ObjectFile before =
        orig.map(ObjectDiffer::read).orElseGet(() -> ObjectFile.empty(after.header()));
    try {
      return new ObjectDiffer(object, ObjectComparator.compare(before, after, lines));
    } catch (MalformedElfException e) {
      throw new Failure(object + ": cannot be compared: " + e.getMessage(), e);
    } catch (MissingLibraryException e) {
      throw new Failure(e.getMessage(), e);
    }
  }

  /** {@return the same without the changes of what is freed once the kernel has started} */
  ObjectDiffer leavingOutInit() {
    return new ObjectDiffer(object, diff.leavingOutInit());
  }

  /**
   * Reads an ELF file.
   *
   * @throws Failure if it cannot be read or is none
   */
  public static ObjectFile read(Path file) {
    try {
      return ElfReader.read(file);
    } catch (MalformedElfException e) {
      throw new Failure(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new Failure(file + ": cannot be read: " + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    return e instanceof NoSuchFileException ? "no such file" : e.getMessage();
  }

  /** {@return global names that only the patched object has} */
  public List<String> newGlobals() {
    List<PieceDiff> all = new ArrayList<>(diff.functions(Verdict.NEW));
    all.addAll(diff.data(Verdict.NEW));
    return all.stream()
        .map(PieceDiff::piece)
        .filter(piece -> !piece.isLocal())
        .map(piece -> piece.name())
        .toList();
  }

  /** {@return the functions and named variables that are not the same, each once, sorted} */
  public SortedSet<Touch> touches() {
    SortedSet<Touch> touches = new TreeSet<>();
    diff.functions().forEach(function -> add(touches, Touch.Kind.FUNCTION, function));
    diff.data().forEach(variable -> add(touches, Touch.Kind.VARIABLE, variable));
    return touches;
  }

  /** A cold part counts as its function, which is there as well. */
  private void add(SortedSet<Touch> touches, Touch.Kind kind, PieceDiff piece) {
    boolean told =
        switch (piece.verdict()) {
          case CHANGED, COPIED -> true;
          case NEW, REMOVED -> SymbolName.parentOfCold(piece.piece().name()).isEmpty();
          case SAME, IGNORED -> false;
        };
    if (told) {
      boolean both = piece.isChanged() || piece.verdict() == Verdict.COPIED;
      String name = both ? origName(piece) : name(piece);
      String whole = SymbolName.parentOfCold(name).orElse(name);
      touches.add(new Touch(kind, whole, piece.verdict()));
    }
  }

  /** {@return why each changed function changed} */
  public List<Explanation> explain(SourceVersions source) {
    return Explainer.explain(diff, source);
  }

  /** {@return the report without a plan: what changed, and what forbids a livepatch} */
  public ObjectReport report() {
    return report(PatchabilityCheck.all(diff, object), List.of(), Optional.empty());
  }

  /**
   * {@return the report with a plan, if there is anything to plan and nothing forbids it}
   *
   * @param owner {@code vmlinux}, or the module's name with underscores
   * @param newInOtherObjects global names that other objects of the patch bring
   */
  public ObjectReport report(String owner, KernelSymbols kernel, Set<String> newInOtherObjects) {
    return report(kernel.scope(owner, diff.orig()), List.of(), newInOtherObjects);
  }

  /**
   * {@return the same, made sure that the original is the running kernel's code} where the patch
   * changes it
   *
   * @param trusted whether to go on where it is not
   */
  public ObjectReport report(
      String owner, KernelSymbols kernel, Set<String> newInOtherObjects, boolean trusted) {
    boolean changes =
        !diff.functions(Verdict.CHANGED).isEmpty() || !diff.functions(Verdict.NEW).isEmpty();
    boolean compared = changes && !diff.orig().pieces().isEmpty();
    Optional<Reproduction> reproduction = compared ? reproduce(owner, kernel) : Optional.empty();
    if (reproduction.isEmpty()) {
      return report(owner, kernel, newInOtherObjects);
    }
    Reproduction shipped = reproduction.get();
    List<Finding> findings =
        new BaselineCheck(shipped, object, trusted).check(ReplacedCode.of(diff));
    return report(kernel.scope(owner, shipped), findings, newInOtherObjects)
        .with(ObjectBaseline.of(object, owner, shipped, trusted));
  }

  private Optional<Reproduction> reproduce(String owner, KernelSymbols kernel) {
    try {
      return kernel.reproduce(owner, diff.orig());
    } catch (MalformedElfException e) {
      throw new Failure(object + ": cannot be compared: " + e.getMessage(), e);
    } catch (MissingLibraryException e) {
      throw new Failure(e.getMessage(), e);
    }
  }

  private ObjectReport report(
      KernelScope scope, List<Finding> baseline, Set<String> newInOtherObjects) {
    List<Finding> findings = new ArrayList<>(baseline);
    findings.addAll(PatchabilityCheck.all(diff, object));
    Selection selection = Selector.select(diff, object, scope, newInOtherObjects);
    findings.addAll(selection.findings());
    PatchPlan plan = selection.plan();
    boolean refused = findings.stream().anyMatch(f -> f.severity() == Severity.ERROR);
    boolean empty =
        plan.functions().isEmpty() && plan.callbacks().isEmpty() && newGlobals().isEmpty();
    return report(
        findings, selection.carried(), refused || empty ? Optional.empty() : Optional.of(plan));
  }

  private ObjectReport report(
      List<Finding> findings, List<Carried> carried, Optional<PatchPlan> plan) {
    List<PieceDiff> changed =
        diff.functions(Verdict.CHANGED).stream()
            .filter(function -> SymbolName.parentOfCold(function.piece().name()).isEmpty())
            .toList();
    List<String> fresh =
        plan.map(PatchPlan::newFunctions)
            .orElseGet(
                () ->
                    diff.functions(Verdict.NEW).stream()
                        .map(ObjectDiffer::name)
                        .filter(name -> SymbolName.parentOfCold(name).isEmpty())
                        .toList());
    return new ObjectReport(
        object,
        changed.stream().map(this::origName).toList(),
        fresh,
        changed.stream().map(ObjectDiffer::why).toList(),
        diff.correlation().decisions(),
        carried,
        findings,
        plan,
        Optional.empty(),
        List.of());
  }

  private String origName(PieceDiff function) {
    return diff.correlation().origTwin(function.piece()).orElse(function.piece()).name();
  }

  private static String name(PieceDiff function) {
    return function.piece().name();
  }

  private static String why(PieceDiff function) {
    Difference difference = function.difference().orElseThrow();
    return String.format(
        "%s+0x%x: %s", function.piece().name(), difference.offset(), difference.what());
  }
}
