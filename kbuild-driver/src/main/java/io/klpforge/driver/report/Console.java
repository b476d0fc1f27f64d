package io.klpforge.driver.report;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * Where the program speaks: results on stdout, progress and messages on stderr.
 *
 * <p>Safe for use by several threads; one line is never torn.
 */
public final class Console {
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean debug;

  /** A console over two streams; {@code debug} shows {@link #debug} lines. */
  public Console(PrintWriter out, PrintWriter err, boolean debug) {
    this.out = out;
    this.err = err;
    this.debug = debug;
  }

  /** Prints one line of the result, on stdout. */
  public synchronized void result(String line) {
    out.println(line);
    out.flush();
  }

  /** Prints one line about what is going on, on stderr. */
  public synchronized void message(String line) {
    err.println(line);
    err.flush();
  }

  /** Prints a decision of interest to whoever hunts a defect; only with {@code --debug}. */
  public void debug(String line) {
    if (debug) {
      message("debug: " + line);
    }
  }

  /**
   * Announces a step and says how long it took when it is closed, in seconds of wall time and of
   * processor time, that of the programs it ran included.
   *
   * @param what the step in a few words, such as {@code "compile 2 objects"}
   */
  public Step step(String what) {
    message("- " + what + " ...");
    return new Step(what);
  }

  /**
   * Shows how far a step with many parts is.
   *
   * @param total parts; at least 0
   */
  public Progress progress(int total) {
    return new Progress(err, err instanceof TerminalWriter, total);
  }

  /** A step under way. */
  public final class Step implements AutoCloseable {
    private final String what;
    private final long begin = System.nanoTime();
    private final double cpuBegin = CpuClock.seconds();

    private Step(String what) {
      this.what = what;
    }

    @Override
    public void close() {
      double seconds = (System.nanoTime() - begin) / 1e9;
      double cpu = CpuClock.seconds() - cpuBegin;
      message(String.format(Locale.ROOT, "  %s: %.1f s, cpu %.1f s", what, seconds, cpu));
    }
  }
}
