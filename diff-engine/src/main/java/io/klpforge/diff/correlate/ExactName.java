package io.klpforge.diff.correlate;

import io.klpforge.diff.layout.Piece;

/** The name as written in the source, once on each side: {@code vfs_read}. */
final class ExactName implements MatchingLevel {
  @Override
  public void match(Candidates candidates) {
    for (Candidates.Group group : candidates.groups(Piece::name)) {
      boolean written = !SymbolName.isNumbered(group.orig().get(0).name());
      if (written && group.isPair()) {
        candidates.correlation().pair(group.orig().get(0), group.patched().get(0));
      }
    }
  }
}
