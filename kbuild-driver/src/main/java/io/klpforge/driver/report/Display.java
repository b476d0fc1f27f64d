package io.klpforge.driver.report;

import java.util.function.IntSupplier;

/**
 * What can be shown on a stream.
 *
 * @param redraws whether a line can be drawn over
 * @param colours whether colours are welcome
 * @param unicode whether more than ASCII can be shown
 * @param columns how wide it is now, in characters; may change while the program runs
 */
public record Display(boolean redraws, boolean colours, boolean unicode, IntSupplier columns) {
  private static final int USUAL_COLUMNS = 80;

  /** A file, a pipe, or a terminal that can do nothing but print. */
  public static final Display PLAIN = new Display(false, false, false, () -> USUAL_COLUMNS);
}
