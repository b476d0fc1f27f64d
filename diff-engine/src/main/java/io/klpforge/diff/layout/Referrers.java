package io.klpforge.diff.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who refers to whom in one object; found out at the first question. */
final class Referrers {
  private final ObjectLayout layout;
  private final Map<Piece, List<Piece>> byTarget = new HashMap<>();
  private boolean found;

  Referrers(ObjectLayout layout) {
    this.layout = layout;
  }

  synchronized List<Piece> of(Piece target) {
    if (!found) {
      layout.pieces().forEach(this::addTargetsOf);
      found = true;
    }
    return byTarget.getOrDefault(target, List.of());
  }

  private void addTargetsOf(Piece from) {
    for (Site site : layout.sites(from)) {
      if (site.target() instanceof Target.InPiece in && !in.piece().equals(from)) {
        add(byTarget.computeIfAbsent(in.piece(), key -> new ArrayList<>()), from);
      }
    }
  }

  /** The sites of one piece are looked at in a row, so a second mention is the last entry. */
  private static void add(List<Piece> referrers, Piece from) {
    if (referrers.isEmpty() || !referrers.get(referrers.size() - 1).equals(from)) {
      referrers.add(from);
    }
  }
}
