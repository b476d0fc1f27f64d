package io.klpforge.diff.compare;

import io.klpforge.diff.correlate.Correlation;
import io.klpforge.diff.correlate.Correlator;
import io.klpforge.diff.correlate.SymbolName;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.SectionRole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares two objects made from one source file, without and with a patch. */
public final class ObjectComparator {
  private final Side orig;
  private final Side patched;
  private final Correlation correlation;
  private final PieceComparator comparator;

  private ObjectComparator(ObjectFile orig, ObjectFile patched, LineNumbers lines) {
    this.orig = Side.of(orig);
    this.patched = Side.of(patched);
    this.correlation =
        Correlator.correlate(
            this.orig.layout(), this.orig.tables(), this.patched.layout(), this.patched.tables());
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

  private ObjectDiff compare() {
    return new ObjectDiff(
        orig,
        patched,
        correlation,
        withColdParts(diffs(SectionRole.CODE)),
        diffs(SectionRole.DATA),
        collected());
  }

  /** Records without a name are compared by their places; more or fewer shows in the size. */
  private List<PieceDiff> collected() {
    Map<String, List<Piece>> before = collected(orig.layout());
    List<PieceDiff> changes = new ArrayList<>();
    collected(patched.layout())
        .forEach(
            (section, after) ->
                changes.addAll(changes(before.getOrDefault(section, List.of()), after)));
    return changes;
  }

  private static Map<String, List<Piece>> collected(ObjectLayout layout) {
    Map<String, List<Piece>> bySection = new LinkedHashMap<>();
    for (Piece piece : layout.pieces()) {
      Section section = layout.section(piece);
      if (piece.symbol().isEmpty() && SectionRole.isCollected(section)) {
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
      if (isNamed(patched.layout(), piece, role)) {
        diffs.add(diff(piece));
      }
    }
    for (Piece piece : orig.layout().pieces()) {
      if (isNamed(orig.layout(), piece, role) && correlation.patchedTwin(piece).isEmpty()) {
        diffs.add(new PieceDiff(piece, Verdict.REMOVED, Optional.empty()));
      }
    }
    return diffs;
  }

  private static boolean isNamed(ObjectLayout layout, Piece piece, SectionRole role) {
    return piece.role() == role && !SymbolName.isKnownByContent(piece, layout.section(piece));
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
    return new PieceDiff(diff.piece(), Verdict.CHANGED, Optional.of(new Difference(0, what)));
  }
}
