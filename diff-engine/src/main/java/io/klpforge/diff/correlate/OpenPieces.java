package io.klpforge.diff.correlate;

import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The pieces of one object that may have a twin and have none yet. */
final class OpenPieces {
  private final Map<Piece, Candidate> open = new LinkedHashMap<>();

  void add(Candidate candidate) {
    open.put(candidate.piece(), candidate);
  }

  void remove(Piece piece) {
    open.remove(piece);
  }

  Set<Piece> all() {
    return open.keySet();
  }

  /** {@return what a site refers to, if that has no twin yet} */
  Optional<Candidate> at(Site site) {
    return site.target() instanceof Target.InPiece in
        ? Optional.ofNullable(open.get(in.piece()))
        : Optional.empty();
  }

  /** {@return those that the sites refer to, each once, in the order of their first mention} */
  Map<Candidate.Likeness, List<Candidate>> usedBy(List<Site> sites) {
    Set<Candidate> used = new LinkedHashSet<>();
    sites.forEach(site -> at(site).ifPresent(used::add));
    Map<Candidate.Likeness, List<Candidate>> lists = new LinkedHashMap<>();
    for (Candidate candidate : used) {
      lists.computeIfAbsent(candidate.likeness(), key -> new ArrayList<>()).add(candidate);
    }
    return lists;
  }
}
