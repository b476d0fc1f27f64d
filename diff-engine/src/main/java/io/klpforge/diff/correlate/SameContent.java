package io.klpforge.diff.correlate;

import io.klpforge.diff.layout.Piece;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Of several functions whose names differ in numbers only, those with equal code: {@code
 * foo.constprop.0} and {@code foo.constprop.1} exchanged.
 */
final class SameContent implements MatchingLevel {
  @Override
  public void match(Candidates candidates) {
    for (Candidates.Group group : candidates.groups(piece -> SymbolName.base(piece.name()))) {
      if (group.orig().get(0).isFunction() && !group.isPair()) {
        matchByCode(candidates, group);
      }
    }
  }

  private static void matchByCode(Candidates candidates, Candidates.Group group) {
    Map<String, List<Piece>> orig = new HashMap<>();
    Map<String, List<Piece>> patched = new HashMap<>();
    for (Piece piece : group.orig()) {
      add(orig, Signature.of(candidates.origLayout(), piece), piece);
    }
    for (Piece piece : group.patched()) {
      add(patched, Signature.of(candidates.patchedLayout(), piece), piece);
    }
    orig.forEach(
        (code, pieces) -> pairOnly(candidates, pieces, patched.getOrDefault(code, List.of())));
  }

  private static void add(Map<String, List<Piece>> byCode, String code, Piece piece) {
    byCode.computeIfAbsent(code, key -> new ArrayList<>()).add(piece);
  }

  private static void pairOnly(Candidates candidates, List<Piece> orig, List<Piece> patched) {
    if (orig.size() == 1 && patched.size() == 1) {
      candidates.correlation().pair(orig.get(0), patched.get(0));
    }
  }
}
