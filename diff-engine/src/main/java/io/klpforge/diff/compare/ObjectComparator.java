package io.klpforge.diff.compare;

import io.klpforge.diff.correlate.Correlation;
import io.klpforge.diff.correlate.Correlator;
import io.klpforge.diff.correlate.SymbolName;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.SectionRole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares two objects made from one source file, without and with a patch. */
public final class ObjectComparator {
  private final Side orig;
  private final Side patched;
  private final Correlation correlation;
  private final PieceComparator comparator;
  private final AuthorMarks marks;

  private ObjectComparator(ObjectFile orig, ObjectFile patched, LineNumbers lines) {
    this.orig = Side.of(orig);
    this.patched = Side.of(patched);
    this.marks = AuthorMarks.of(this.orig.layout(), this.patched.layout());
    this.correlation = Correlator.correlate(this.orig.uses(), this.patched.uses());
    this.comparator = new PieceComparator(this.orig, this.patched, correlation, lines);
  }

  /**
   * Compares.
   *
   * @throws io.klpforge.diff.elf.MalformedElfException if an object cannot be cut into pieces
   */
  public static ObjectDiff compare(ObjectFile orig, ObjectFile patched, LineNumbers lines) {
    return new ObjectComparator(orig, patched, lines).compare();
  }

  private List<PieceDiff> withoutIgnored(List<PieceDiff> diffs) {
    return diffs.stream().map(this::withoutIgnored).toList();
  }

  private PieceDiff withoutIgnored(PieceDiff diff) {
    return diff.isChanged() && marks.cover(diff.piece())
        ? new PieceDiff(diff.piece(), Verdict.IGNORED, diff.difference())
        : diff;
  }

  private ObjectDiff compare() {
    return new ObjectDiff(
        orig,
        patched,
        correlation,
        comparator,
        CopiedCallees.mark(
            orig, patched, correlation, withoutIgnored(withColdParts(diffs(SectionRole.CODE)))),
        withoutIgnored(diffs(SectionRole.DATA)),
        withoutIgnored(collected()).stream().filter(PieceDiff::isChanged).toList(),
        marks);
  }

  /**
   * Records without a name are compared by their places, and tables that do not divide; more or
   * fewer shows in the size.
   */
  private List<PieceDiff> collected() {
    Set<String> whole = new HashSet<>(undivided(orig));
    whole.addAll(undivided(patched));
    Map<String, List<Piece>> before = collected(orig, whole);
    Map<String, List<Piece>> after = collected(patched, whole);
    List<PieceDiff> changes = new ArrayList<>();
    after.forEach(
        (section, pieces) ->
            changes.addAll(changes(before.getOrDefault(section, List.of()), pieces)));
    return changes;
  }

  private static Set<String> undivided(Side side) {
    return side.tables().undivided().stream()
        .map(piece -> side.layout().section(piece).name())
        .collect(Collectors.toSet());
  }

  private static Map<String, List<Piece>> collected(Side side, Set<String> whole) {
    Map<String, List<Piece>> bySection = new LinkedHashMap<>();
    for (Piece piece : side.layout().pieces()) {
      Section section = side.layout().section(piece);
      boolean nameless = piece.symbol().isEmpty() && SectionRole.isCollected(section);
      boolean known = side.tables().isUnlisted(piece) && !whole.contains(section.name());
      if (!known && (nameless || whole.contains(section.name()))) {
        bySection.computeIfAbsent(section.name(), name -> new ArrayList<>()).add(piece);
      }
    }
    return bySection;
  }

  private List<PieceDiff> changes(List<Piece> before, List<Piece> after) {
    List<PieceDiff> changes = new ArrayList<>();
    for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
      Optional<Difference> difference = comparator.compare(before.get(i), after.get(i));
      if (difference.isPresent()) {
        changes.add(new PieceDiff(after.get(i), Verdict.CHANGED, difference));
      }
    }
    return changes;
  }

  private List<PieceDiff> diffs(SectionRole role) {
    List<PieceDiff> diffs = new ArrayList<>();
    for (Piece piece : patched.layout().pieces()) {
      if (isNamed(patched, piece, role)) {
        diffs.add(diff(piece));
      }
    }
    for (Piece piece : orig.layout().pieces()) {
      if (isNamed(orig, piece, role) && correlation.patchedTwin(piece).isEmpty()) {
        diffs.add(new PieceDiff(piece, Verdict.REMOVED, Optional.empty()));
      }
    }
    return diffs;
  }

  private static boolean isNamed(Side side, Piece piece, SectionRole role) {
    return piece.role() == role
        && !side.tables().isUnlisted(piece)
        && !SymbolName.isKnownByContent(piece, side.layout().section(piece))
        && !(piece.isFunction() && SymbolName.isInstrumentationStart(piece.name()));
  }

  private PieceDiff diff(Piece piece) {
    Optional<Piece> twin = correlation.origTwin(piece);
    if (twin.isEmpty()) {
      return new PieceDiff(piece, Verdict.NEW, Optional.empty());
    }
    Optional<Difference> difference = comparator.compare(twin.get(), piece);
    Verdict verdict = difference.isPresent() ? Verdict.CHANGED : Verdict.SAME;
    return new PieceDiff(piece, verdict, difference);
  }

  /** A function whose cold part changed has changed: only the function itself can be replaced. */
  private static List<PieceDiff> withColdParts(List<PieceDiff> diffs) {
    Map<String, PieceDiff> changedParents = new HashMap<>();
    for (PieceDiff diff : diffs) {
      if (diff.isChanged()) {
        SymbolName.parentOfCold(diff.piece().name())
            .ifPresent(parent -> changedParents.put(parent, diff));
      }
    }
    return diffs.stream().map(diff -> withColdPart(diff, changedParents)).toList();
  }

  private static PieceDiff withColdPart(PieceDiff diff, Map<String, PieceDiff> changedParents) {
    PieceDiff cold = changedParents.get(diff.piece().name());
    if (cold == null || diff.verdict() != Verdict.SAME) {
      return diff;
    }
    String what = "its part " + cold.piece().name() + " changed";
    return new PieceDiff(
        diff.piece(), Verdict.CHANGED, Optional.of(new Difference(Difference.Kind.PART, 0, what)));
  }
}
