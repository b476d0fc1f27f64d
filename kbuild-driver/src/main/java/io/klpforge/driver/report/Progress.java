package io.klpforge.driver.report;

import java.util.OptionalDouble;

/**
 * How far a long step is: a bar that is drawn over on a terminal, now and then a line elsewhere.
 *
 * <p>Safe for use by several threads.
 */
public final class Progress implements AutoCloseable {
  private static final long BETWEEN_LINES = 10_000_000_000L;

  private final Console console;
  private final int total;
  private final long begin = System.nanoTime();
  private int done;
  private String item = "";
  private long told = begin;

  Progress(Console console, int total) {
    this.console = console;
    this.total = total;
  }

  /**
   * One more is done.
   *
   * @param name of it, for people
   */
  public void done(String name) {
    synchronized (console) {
      reached(done + 1, name);
    }
  }

  /**
   * So many are done.
   *
   * @param count at least what it was before; more than there are counts as all of them
   * @param name of the last one, for people; may be empty
   */
  public void reached(int count, String name) {
    synchronized (console) {
      done = total > 0 ? Math.min(count, total) : count;
      item = name;
      tellNowAndThen();
    }
  }

  private void tellNowAndThen() {
    long now = System.nanoTime();
    if (now - told >= BETWEEN_LINES) {
      told = now;
      console.tell(this);
    }
  }

  StatusText status(Console.Step step) {
    double seconds = (System.nanoTime() - begin) / 1e9;
    OptionalDouble remaining = step.foresight().remaining(step.seconds(), done, total, seconds);
    return new StatusText(step.what(), item, done, total, step.seconds(), remaining);
  }

  /** The step goes on, if at all, without parts. */
  @Override
  public void close() {
    console.end(this);
  }
}
