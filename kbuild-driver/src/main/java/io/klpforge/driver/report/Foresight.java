package io.klpforge.driver.report;

import java.util.OptionalDouble;

/**
 * When a step will end: by the parts done, once they are some; else by earlier runs, as long as
 * this one does not take longer. Where neither tells, nothing is said.
 *
 * @param usual seconds that earlier runs of the step took, if known
 */
record Foresight(OptionalDouble usual) {
  private static final int ENOUGH_PARTS = 3;
  private static final double ENOUGH_SECONDS = 2;

  /** {@return seconds until the end of a step that began {@code elapsed} seconds ago} */
  OptionalDouble remaining(double elapsed) {
    return usual.isPresent() && elapsed < usual.getAsDouble()
        ? OptionalDouble.of(usual.getAsDouble() - elapsed)
        : OptionalDouble.empty();
  }

  /**
   * {@return the same for a step of several parts}
   *
   * @param total parts; 0 if their number is not known
   * @param partsElapsed seconds since the first part began
   */
  OptionalDouble remaining(double elapsed, int done, int total, double partsElapsed) {
    if (done < ENOUGH_PARTS || done >= total || partsElapsed < ENOUGH_SECONDS) {
      return remaining(elapsed);
    }
    return OptionalDouble.of(partsElapsed / done * (total - done));
  }
}
