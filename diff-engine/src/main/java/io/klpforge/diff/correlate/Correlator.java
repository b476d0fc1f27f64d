package io.klpforge.diff.correlate;

import io.klpforge.diff.layout.ObjectLayout;
import java.util.List;

/**
 * Finds the twins, from the surest sign to the weakest.
 *
 * <p>What stays without a twin is new (or gone): a patched function without one is carried along
 * under its own name, which is right whatever it was; a variable without one starts afresh, which
 * {@code check} looks at.
 */
public final class Correlator {
  private static final List<MatchingLevel> LEVELS =
      List.of(new ExactName(), new SameContent(), new BaseName(), new SameReferrers());

  private Correlator() {}

  /** {@return the twins of two objects made from the same source file} */
  public static Correlation correlate(ObjectLayout orig, ObjectLayout patched) {
    Candidates candidates = new Candidates(orig, patched, new Correlation());
    LEVELS.forEach(level -> level.match(candidates));
    return candidates.correlation();
  }
}
