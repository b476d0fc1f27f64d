package io.klpforge.diff.correlate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Of several variables of one name, those that a function of the same name uses and that are the
 * only one it uses: {@code count.1} that moved from {@code f} into {@code f.cold}, into {@code
 * f.part.0}, or with {@code f} into its caller.
 */
final class SameUsers implements MatchingLevel {
  @Override
  public void match(Candidates candidates) {
    Users users = new Users(candidates);
    for (Candidates.Group group : candidates.groups(Candidate::base)) {
      if (!group.isFunctions()) {
        match(candidates.correlation(), users, group);
      }
    }
  }

  private static void match(Correlation correlation, Users users, Candidates.Group group) {
    Map<String, List<Candidate>> before = byUser(group.orig(), one -> users.orig(one.piece()));
    Map<String, List<Candidate>> after = byUser(group.patched(), one -> users.patched(one.piece()));
    Map<Candidate, Set<Candidate>> forward = new HashMap<>();
    Map<Candidate, Set<Candidate>> back = new HashMap<>();
    before.forEach(
        (user, some) -> {
          List<Candidate> others = after.getOrDefault(user, List.of());
          if (some.size() == 1 && others.size() == 1) {
            forward.computeIfAbsent(some.get(0), key -> new HashSet<>()).add(others.get(0));
            back.computeIfAbsent(others.get(0), key -> new HashSet<>()).add(some.get(0));
          }
        });
    for (Candidate orig : group.orig()) {
      Set<Candidate> twins = forward.getOrDefault(orig, Set.of());
      if (twins.size() == 1) {
        Candidate twin = twins.iterator().next();
        if (back.get(twin).size() == 1 && orig.piece().size() == twin.piece().size()) {
          correlation.pair(orig.piece(), twin.piece());
        }
      }
    }
  }

  private static Map<String, List<Candidate>> byUser(
      List<Candidate> candidates, Function<Candidate, Set<String>> users) {
    Map<String, List<Candidate>> byUser = new HashMap<>();
    for (Candidate candidate : candidates) {
      for (String user : users.apply(candidate)) {
        byUser.computeIfAbsent(user, key -> new ArrayList<>()).add(candidate);
      }
    }
    return byUser;
  }
}
