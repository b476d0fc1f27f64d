package io.klpforge.diff.correlate;

import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Site;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One walk through all twins that use something without a twin, and through the twins it finds. */
final class SiteWalk {
  private final Candidates candidates;
  private final Correlation correlation;
  private final OpenPieces orig = new OpenPieces();
  private final OpenPieces patched = new OpenPieces();
  private final Deque<Piece> users = new ArrayDeque<>();

  SiteWalk(Candidates candidates) {
    this.candidates = candidates;
    this.correlation = candidates.correlation();
    for (Candidates.Group group : candidates.groups(Candidate::base)) {
      group.orig().forEach(orig::add);
      group.patched().forEach(patched::add);
    }
  }

  void walk() {
    Set<Piece> first = new LinkedHashSet<>();
    orig.all().forEach(piece -> first.addAll(candidates.orig().of(piece)));
    users.addAll(first);
    while (!users.isEmpty()) {
      Piece user = users.remove();
      correlation.patchedTwin(user).ifPresent(twin -> compare(user, twin));
    }
  }

  private void compare(Piece user, Piece twin) {
    List<Site> before = candidates.orig().sites(user);
    List<Site> after = candidates.patched().sites(twin);
    if (areEqual(user, twin) && Signature.meanTheSame(before, after)) {
      samePlaces(before, after).forEach(this::pair);
    } else {
      Map<Candidate.Likeness, List<Candidate>> now = patched.usedBy(after);
      orig.usedBy(before)
          .forEach(
              (like, some) ->
                  new SameOrder(some, before, now.getOrDefault(like, List.of()), after)
                      .pairs()
                      .forEach(this::pair));
    }
  }

  private boolean areEqual(Piece user, Piece twin) {
    return user.size() == twin.size()
        && Signature.of(candidates.orig().layout(), user)
            .equals(Signature.of(candidates.patched().layout(), twin));
  }

  /** Empty if one seems to be two. */
  private Map<Piece, Piece> samePlaces(List<Site> before, List<Site> after) {
    Map<Piece, Piece> pairs = new LinkedHashMap<>();
    Map<Piece, Piece> back = new HashMap<>();
    for (int i = 0; i < before.size(); i++) {
      Optional<Candidate> o = orig.at(before.get(i));
      Optional<Candidate> p = patched.at(after.get(i));
      if (o.isPresent() && p.isPresent() && o.get().likeness().equals(p.get().likeness())) {
        pairs.putIfAbsent(o.get().piece(), p.get().piece());
        back.putIfAbsent(p.get().piece(), o.get().piece());
        boolean agree =
            pairs.get(o.get().piece()).equals(p.get().piece())
                && back.get(p.get().piece()).equals(o.get().piece());
        if (!agree) {
          return Map.of();
        }
      }
    }
    return pairs;
  }

  /** A twin found may itself use what has none yet. */
  private void pair(Piece before, Piece after) {
    correlation.pair(before, after);
    orig.remove(before);
    patched.remove(after);
    users.add(before);
  }
}
