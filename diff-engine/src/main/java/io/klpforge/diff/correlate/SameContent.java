package io.klpforge.diff.correlate;

import io.klpforge.diff.layout.ObjectLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Of several whose names differ in numbers only, those that are equal: {@code foo.constprop.0} and
 * {@code foo.constprop.1} exchanged, or two tables {@code names.3} and {@code names.4}.
 *
 * <p>Never variables that can be written to: which is which matters more than how they start.
 */
final class SameContent implements MatchingLevel {
  @Override
  public void match(Candidates candidates) {
    for (Candidates.Group group : candidates.groups(Candidate::base)) {
      if (!group.isPair()) {
        matchByContent(candidates, group);
      }
    }
  }

  private static void matchByContent(Candidates candidates, Candidates.Group group) {
    Map<String, List<Candidate>> orig = byContent(candidates.orig().layout(), group.orig());
    Map<String, List<Candidate>> patched =
        byContent(candidates.patched().layout(), group.patched());
    orig.forEach(
        (content, pieces) ->
            pairOnly(candidates, pieces, patched.getOrDefault(content, List.of())));
  }

  private static Map<String, List<Candidate>> byContent(
      ObjectLayout layout, List<Candidate> candidates) {
    Map<String, List<Candidate>> byContent = new LinkedHashMap<>();
    for (Candidate candidate : candidates) {
      if (candidate.isFunction() || !layout.section(candidate.piece()).isWritable()) {
        String content = Signature.of(layout, candidate.piece());
        byContent.computeIfAbsent(content, key -> new ArrayList<>()).add(candidate);
      }
    }
    return byContent;
  }

  private static void pairOnly(
      Candidates candidates, List<Candidate> orig, List<Candidate> patched) {
    if (orig.size() == 1 && patched.size() == 1) {
      candidates.correlation().pair(orig.get(0).piece(), patched.get(0).piece());
    }
  }
}
