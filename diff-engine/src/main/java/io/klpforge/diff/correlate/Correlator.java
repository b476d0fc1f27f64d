package io.klpforge.diff.correlate;

import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.special.SpecialTables;
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
   * @param origTables the records of the original object's special sections
   * @param patchedTables those of the patched one's
   */
  public static Correlation correlate(
      ObjectLayout orig,
      SpecialTables origTables,
      ObjectLayout patched,
      SpecialTables patchedTables) {
    Candidates candidates =
        new Candidates(
            new Uses(orig, origTables), new Uses(patched, patchedTables), new Correlation());
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
