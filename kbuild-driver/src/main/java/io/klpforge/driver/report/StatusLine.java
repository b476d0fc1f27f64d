package io.klpforge.driver.report;

import java.io.PrintWriter;

/** A terminal's last line, drawn over while a step runs; used by one thread at a time. */
final class StatusLine {
  /** Carriage return, and the terminal's "erase to the end of the line". */
  private static final String ANEW = "\r\033[K";

  /** A line longer than the terminal, just made narrower, is cut and not wrapped. */
  private static final String NO_WRAP = "\033[?7l";

  private static final String WRAP = "\033[?7h";

  private final PrintWriter err;
  private final Display display;
  private boolean drawn;

  StatusLine(PrintWriter err, Display display) {
    this.err = err;
    this.display = display;
  }

  void draw(StatusText text, int columns) {
    String line = text.line(columns, display.unicode());
    err.print(ANEW + NO_WRAP + line + WRAP);
    err.flush();
    drawn = true;
  }

  /** Takes the line away, so that another can be printed in its place. */
  void clear() {
    if (drawn) {
      err.print(ANEW);
      err.flush();
      drawn = false;
    }
  }
}
