package io.klpforge.diff.check;

import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.compare.PieceDiff;
import io.klpforge.diff.compare.Verdict;
import io.klpforge.diff.layout.Piece;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the author says is to be ignored is there, and is said again. */
final class MarkCheck implements PatchabilityCheck {
  @Override
  public List<Finding> check(ObjectDiff diff, String object) {
    List<Finding> findings = new ArrayList<>();
    diff.marks().unknown().forEach(what -> findings.add(unknown(object, what)));
    Set<Piece> ignored = new LinkedHashSet<>();
    Stream.concat(diff.functions(Verdict.IGNORED).stream(), diff.data(Verdict.IGNORED).stream())
        .map(PieceDiff::piece)
        .forEach(ignored::add);
    diff.leftOut().forEach(change -> ignored.remove(change.piece()));
    ignored.forEach(piece -> findings.add(ignored(object, piece)));
    diff.marks().functions().stream()
        .filter(piece -> !ignored.contains(piece))
        .forEach(piece -> findings.add(needless(object, piece)));
    return findings;
  }

  private static Finding unknown(String object, String what) {
    return new Finding(
        "unknown-mark",
        Severity.ERROR,
        object,
        "the patch says to ignore the " + what + ", which the object does not have",
        "write the name as the object has it, or take the mark out");
  }

  private static Finding ignored(String object, Piece piece) {
    return new Finding(
        "ignored-change",
        Severity.NOTE,
        object + ": " + piece.name(),
        "the patch changes it, but says to ignore that",
        "the running kernel keeps its own");
  }

  private static Finding needless(String object, Piece piece) {
    return new Finding(
        "needless-mark",
        Severity.NOTE,
        object + ": " + piece.name(),
        "the patch says to ignore it, but does not change it",
        "take the mark out");
  }
}
