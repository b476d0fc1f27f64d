package io.klpforge.diff.correlate;

import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Notes which variables stay without a twin although one of the original's may be it: they are
 * declared by one name, can be written to, and a function of one name uses both.
 */
final class Doubts {
  /** More are not named in a message. */
  private static final int MOST_NAMED = 4;

  private final Candidates candidates;
  private final Users users;

  Doubts(Candidates candidates) {
    this.candidates = candidates;
    this.users = new Users(candidates);
  }

  void note() {
    for (Candidates.Group group : candidates.groups(Candidate::base)) {
      if (!group.isFunctions()) {
        note(group);
      }
    }
  }

  private void note(Candidates.Group group) {
    Map<String, List<Candidate>> byUser = new HashMap<>();
    for (Candidate orig : group.orig()) {
      if (isWritable(candidates.orig().layout(), orig.piece())) {
        for (String user : names(users.orig(orig.piece()))) {
          byUser.computeIfAbsent(user, key -> new ArrayList<>()).add(orig);
        }
      }
    }
    for (Candidate patched : group.patched()) {
      if (isWritable(candidates.patched().layout(), patched.piece())) {
        note(patched.piece(), byUser);
      }
    }
  }

  /** What nothing uses may be what nothing uses. */
  private static Set<String> names(Set<String> users) {
    return users.isEmpty() ? Set.of("") : users;
  }

  private void note(Piece patched, Map<String, List<Candidate>> byUser) {
    Set<Candidate> originals = new LinkedHashSet<>();
    Set<String> names = users.patched(patched);
    for (String user : names(names)) {
      originals.addAll(byUser.getOrDefault(user, List.of()));
    }
    if (!originals.isEmpty()) {
      List<String> described =
          originals.stream().limit(MOST_NAMED).map(one -> describe(one.piece())).toList();
      candidates.correlation().doubt(patched, new Doubt(List.copyOf(names), described));
    }
  }

  private String describe(Piece orig) {
    return orig.name() + " (used by " + String.join(", ", users.orig(orig)) + ")";
  }

  private static boolean isWritable(ObjectLayout layout, Piece piece) {
    return layout.section(piece).isWritable();
  }
}
