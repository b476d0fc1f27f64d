package io.klpforge.driver.bisect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** The steps in which a series of parts can be made so that it compiles after each. */
final class Steps {
  private Steps() {}

  /**
   * A step.
   *
   * @param before how many parts were made before it
   * @param after how many are made after it; more than {@code before}
   */
  record Step(int before, int after) {}

  /**
   * {@return the steps, as small as they can be in this order}
   *
   * @param parts how many there are
   * @param compiles whether it compiles with the first so many; with none and with all it must
   */
  static List<Step> of(int parts, IntPredicate compiles) {
    List<Step> steps = new ArrayList<>();
    int before = 0;
    for (int after = 1; after <= parts; after++) {
      if (after == parts || compiles.test(after)) {
        steps.add(new Step(before, after));
        before = after;
      }
    }
    return steps;
  }
}
