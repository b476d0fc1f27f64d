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
          new SameContent(),
          new PromotedName(),
          new BaseName(),
          new ColdPart(),
          new SameSites(),
          new SameUsers(),
          new OtherScope());

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
    Correlation correlation = candidates.correlation();
    int before = -1;
    for (int round = 0; round < MOST_ROUNDS && correlation.size() > before; round++) {
      before = correlation.size();
      LEVELS.forEach(level -> level.match(candidates));
    }
    new Doubts(candidates).note();
    return correlation;
  }
}
