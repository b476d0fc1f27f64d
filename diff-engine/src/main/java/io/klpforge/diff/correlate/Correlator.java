package io.klpforge.diff.correlate;

import java.util.List;

/**
 * Finds the twins, from the surest sign to the weakest, again and again while that finds some.
 *
 * <p>What stays without a twin is new (or gone): a patched function without one is carried along
 * under its own name, which is right whatever it was; a variable without one starts afresh, unless
 * there is a {@link Doubt}.
 */
public final class Correlator {
  private static final List<MatchingLevel> LEVELS =
      List.of(
          new ExactName(),
          new SameContent(SameContent.Equals.ONE),
          new PromotedName(),
          new BaseName(),
          new ColdPart(),
          new SameSites(),
          new SameUsers(),
          new OtherScope());

  private static final List<MatchingLevel> LAST =
      List.of(new SameContent(SameContent.Equals.AS_MANY));

  /** Each round costs a walk through the objects; what takes more is left without a twin. */
  private static final int MOST_ROUNDS = 8;

  private Correlator() {}

  /**
   * {@return the twins of two objects made from the same source files}
   *
   * @param orig who refers to whom in the original object
   * @param patched the same in the patched one
   */
  public static Correlation correlate(Uses orig, Uses patched) {
    Candidates candidates = new Candidates(orig, patched, new Correlation());
    for (int round = 0; round < MOST_ROUNDS; round++) {
      if (!match(LEVELS, candidates) && !match(LAST, candidates)) {
        break;
      }
    }
    new Doubts(candidates).note();
    return candidates.correlation();
  }

  /** {@return whether that found any} */
  private static boolean match(List<MatchingLevel> levels, Candidates candidates) {
    int before = candidates.correlation().size();
    for (MatchingLevel level : levels) {
      candidates.correlation().by(level.sign());
      level.match(candidates);
    }
    return candidates.correlation().size() > before;
  }
}
