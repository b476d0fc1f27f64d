package io.klpforge.diff.correlate;

import io.klpforge.diff.layout.Piece;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether twins are used by functions of the same names. */
final class Referrers {
  private final Candidates candidates;

  Referrers(Candidates candidates) {
    this.candidates = candidates;
  }

  /** {@return whether something of the same name refers to both, or nothing to either} */
  boolean share(Piece orig, Piece patched) {
    Set<String> names = names(candidates.origLayout().referrers(orig));
    Set<String> others = names(candidates.patchedLayout().referrers(patched));
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
