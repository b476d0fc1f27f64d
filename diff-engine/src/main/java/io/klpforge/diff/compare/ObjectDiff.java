package io.klpforge.diff.compare;

import io.klpforge.diff.correlate.Correlation;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.SectionRole;
import io.klpforge.diff.layout.Target;
import io.klpforge.diff.special.SpecialTables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Two objects compared. */
public final class ObjectDiff {
  private final Side orig;
  private final Side patched;
  private final Correlation correlation;
  private final PieceComparator comparator;
  private final List<PieceDiff> functions;
  private final List<PieceDiff> data;
  private final List<PieceDiff> collected;
  private final AuthorMarks marks;
  private final boolean initLeftOut;
  private final Map<Piece, PieceDiff> byPatchedPiece = new HashMap<>();

  ObjectDiff(
      Side orig,
      Side patched,
      Correlation correlation,
      PieceComparator comparator,
      List<PieceDiff> functions,
      List<PieceDiff> data,
      List<PieceDiff> collected,
      AuthorMarks marks) {
    this(orig, patched, correlation, comparator, functions, data, collected, marks, false);
  }

  private ObjectDiff(
      Side orig,
      Side patched,
      Correlation correlation,
      PieceComparator comparator,
      List<PieceDiff> functions,
      List<PieceDiff> data,
      List<PieceDiff> collected,
      AuthorMarks marks,
      boolean initLeftOut) {
    this.orig = orig;
    this.patched = patched;
    this.correlation = correlation;
    this.comparator = comparator;
    this.functions = List.copyOf(functions);
    this.data = List.copyOf(data);
    this.collected = List.copyOf(collected);
    this.marks = marks;
    this.initLeftOut = initLeftOut;
    this.functions.forEach(this::remember);
    this.data.forEach(this::remember);
  }

  private void remember(PieceDiff diff) {
    if (diff.verdict() != Verdict.REMOVED) {
      byPatchedPiece.put(diff.piece(), diff);
    }
  }

  /**
   * {@return the same without the changes of code, data and records that are freed once the kernel
   * or module has started}: they are {@link Verdict#IGNORED}
   */
  public ObjectDiff leavingOutInit() {
    return new ObjectDiff(
        orig,
        patched,
        correlation,
        comparator,
        functions.stream().map(this::withoutInit).toList(),
        data.stream().map(this::withoutInit).toList(),
        collected.stream().filter(change -> !isInit(change)).toList(),
        marks,
        true);
  }

  private PieceDiff withoutInit(PieceDiff diff) {
    return diff.isChanged() && isInit(diff)
        ? new PieceDiff(diff.piece(), Verdict.IGNORED, diff.difference())
        : diff;
  }

  private boolean isInit(PieceDiff diff) {
    return SectionRole.isInit(patched.layout().section(diff.piece()).name());
  }

  /** {@return whether changes of what is freed after the start are left out} */
  public boolean isInitLeftOut() {
    return initLeftOut;
  }

  /** {@return the changes of functions and variables that are left out for that} */
  public List<PieceDiff> leftOut() {
    return Stream.concat(functions(Verdict.IGNORED).stream(), data(Verdict.IGNORED).stream())
        .filter(diff -> initLeftOut && isInit(diff) && !marks.cover(diff.piece()))
        .toList();
  }

  /** {@return the original object} */
  public ObjectLayout orig() {
    return orig.layout();
  }

  /** {@return the patched object} */
  public ObjectLayout patched() {
    return patched.layout();
  }

  /** {@return the records of the original object's tables} */
  public SpecialTables origTables() {
    return orig.tables();
  }

  /** {@return the records of the patched object's tables} */
  public SpecialTables patchedTables() {
    return patched.tables();
  }

  /** {@return who is whose twin} */
  public Correlation correlation() {
    return correlation;
  }

  /** {@return whether what the original refers to is what the patched object refers to} */
  public boolean meanSame(Target before, Target after) {
    return comparator.equal(before, after);
  }

  /** {@return every function of either, in the order of the patched object, removed ones last} */
  public List<PieceDiff> functions() {
    return functions;
  }

  /** {@return every variable of either that is known by name, likewise} */
  public List<PieceDiff> data() {
    return data;
  }

  /** {@return what the author says is to be ignored} */
  public AuthorMarks marks() {
    return marks;
  }

  /**
   * {@return changes of nameless records in sections that the kernel collects, and of tables that
   * do not divide}
   */
  public List<PieceDiff> collected() {
    return collected;
  }

  /**
   * {@return what happened to a function or variable of the patched object}; empty for what is
   * known by its content
   */
  public Optional<PieceDiff> of(Piece piece) {
    return Optional.ofNullable(byPatchedPiece.get(piece));
  }

  /** {@return the functions with that verdict} */
  public List<PieceDiff> functions(Verdict verdict) {
    return functions.stream().filter(diff -> diff.verdict() == verdict).toList();
  }

  /** {@return the variables with that verdict} */
  public List<PieceDiff> data(Verdict verdict) {
    return data.stream().filter(diff -> diff.verdict() == verdict).toList();
  }
}
