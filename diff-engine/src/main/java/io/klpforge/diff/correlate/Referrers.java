package io.klpforge.diff.correlate;

import io.klpforge.diff.layout.Piece;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Who refers to whom, on both sides. */
final class Referrers {
  private final Map<Piece, List<Piece>> orig;
  private final Map<Piece, List<Piece>> patched;

  Referrers(Candidates candidates) {
    this.orig = candidates.origLayout().referrers();
    this.patched = candidates.patchedLayout().referrers();
  }

  List<Piece> ofOrig(Piece piece) {
    return orig.getOrDefault(piece, List.of());
  }

  List<Piece> ofPatched(Piece piece) {
    return patched.getOrDefault(piece, List.of());
  }

  /** {@return whether something of the same name refers to both, or nothing to either} */
  boolean share(Piece origPiece, Piece patchedPiece) {
    Set<String> names = names(ofOrig(origPiece));
    Set<String> others = names(ofPatched(patchedPiece));
    if (names.isEmpty() && others.isEmpty()) {
      return true;
    }
    Set<String> both = new HashSet<>(names);
    both.retainAll(others);
    return !both.isEmpty();
  }

  /** A cold part counts as its function. */
  private static Set<String> names(List<Piece> pieces) {
    return pieces.stream()
        .map(piece -> SymbolName.parentOfCold(piece.name()).orElse(piece.name()))
        .map(SymbolName::base)
        .collect(Collectors.toSet());
  }
}
