package io.klpforge.driver.report;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * How far a long step is: a bar that is drawn over on a terminal, now and then a line elsewhere.
 *
 * <p>Safe for use by several threads.
 */
public final class Progress implements AutoCloseable {
  private static final int WIDTH = 40;
  private static final long BETWEEN_BARS = 100_000_000;
  private static final long BETWEEN_LINES = 5_000_000_000L;

  /** Carriage return, and the terminal's "erase to the end of the line". */
  private static final String ANEW = "\r\033[K";

  private final PrintWriter err;
  private final boolean terminal;
  private final int total;
  private int done;
  private long shown = System.nanoTime();

  Progress(PrintWriter err, boolean terminal, int total) {
    this.err = err;
    this.terminal = terminal;
    this.total = total;
  }

  /**
   * One more is done.
   *
   * @param name of it, for people
   */
  public synchronized void done(String name) {
    done++;
    long now = System.nanoTime();
    if (now - shown >= (terminal ? BETWEEN_BARS : BETWEEN_LINES)) {
      shown = now;
      show(name);
    }
  }

  private void show(String name) {
    if (terminal) {
      int filled = (int) ((long) WIDTH * done / total);
      String bar = "#".repeat(filled) + " ".repeat(WIDTH - filled);
      err.print(String.format(Locale.ROOT, "%s[%s] %d/%d %s", ANEW, bar, done, total, name));
    } else {
      err.println("  " + done + " of " + total + " ...");
    }
    err.flush();
  }

  /** Takes the bar away. */
  @Override
  public synchronized void close() {
    if (terminal) {
      err.print(ANEW);
      err.flush();
    }
  }
}
