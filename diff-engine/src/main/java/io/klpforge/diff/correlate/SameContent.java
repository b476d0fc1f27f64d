package io.klpforge.diff.correlate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Of several whose names differ in numbers only, those that are equal: {@code foo.constprop.0} and
 * {@code foo.constprop.1} exchanged, or two tables {@code names.3} and {@code names.4}.
 *
 * <p>Never variables that code can write to: which is which matters more than how they start.
 */
final class SameContent implements MatchingLevel {
  /** How many equal ones there may be on each side. */
  enum Equals {
    /** One, which leaves no choice. */
    ONE,
    /**
     * As many on both sides, taken in their order: nothing tells them apart, so it makes no
     * difference. Two files that include {@code jhash()}, linked and stripped of their FILE
     * symbols.
     */
    AS_MANY
  }

  private final Equals equals;

  SameContent(Equals equals) {
    this.equals = equals;
  }

  @Override
  public String sign() {
    return equals == Equals.ONE ? "content" : "content and order";
  }

  @Override
  public void match(Candidates candidates) {
    for (Candidates.Group group : candidates.groups(Candidate::base)) {
      if (!group.isPair()) {
        matchByContent(candidates, group);
      }
    }
  }

  private void matchByContent(Candidates candidates, Candidates.Group group) {
    Map<String, List<Candidate>> patched = byContent(candidates.patched(), group.patched());
    byContent(candidates.orig(), group.orig())
        .forEach(
            (content, some) ->
                pair(candidates.correlation(), some, patched.getOrDefault(content, List.of())));
  }

  private static Map<String, List<Candidate>> byContent(Uses uses, List<Candidate> candidates) {
    Map<String, List<Candidate>> byContent = new LinkedHashMap<>();
    for (Candidate candidate : candidates) {
      if (!holdsState(uses, candidate)) {
        String content = Signature.of(uses, candidate.piece());
        byContent.computeIfAbsent(content, key -> new ArrayList<>()).add(candidate);
      }
    }
    return byContent;
  }

  /** What nothing refers to nothing can change. */
  private static boolean holdsState(Uses uses, Candidate candidate) {
    return !candidate.isFunction()
        && uses.layout().section(candidate.piece()).isWritable()
        && !uses.of(candidate.piece()).isEmpty();
  }

  private void pair(Correlation correlation, List<Candidate> orig, List<Candidate> patched) {
    boolean fit = orig.size() == patched.size() && (equals == Equals.AS_MANY || orig.size() == 1);
    for (int i = 0; fit && i < orig.size(); i++) {
      correlation.pair(orig.get(i).piece(), patched.get(i).piece());
    }
  }
}
