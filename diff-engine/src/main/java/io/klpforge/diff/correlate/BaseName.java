package io.klpforge.diff.correlate;

import io.klpforge.diff.layout.Piece;

/**
 * The name without the compiler's numbers, once on each side: {@code __quirk.97} and {@code
 * __quirk.101}.
 *
 * <p>A variable must also be used by functions of the same names: a removed {@code count} of one
 * function is not a new {@code count} of another.
 */
final class BaseName implements MatchingLevel {
  @Override
  public void match(Candidates candidates) {
    Referrers referrers = new Referrers(candidates);
    for (Candidates.Group group : candidates.groups(piece -> SymbolName.base(piece.name()))) {
      if (group.isPair()) {
        Piece orig = group.orig().get(0);
        Piece patched = group.patched().get(0);
        if (orig.isFunction() || referrers.share(orig, patched)) {
          candidates.correlation().pair(orig, patched);
        }
      }
    }
  }
}
