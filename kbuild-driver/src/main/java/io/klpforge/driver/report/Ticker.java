package io.klpforge.driver.report;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Does something again and again, in a thread of its own, until it is closed. */
public final class Ticker implements AutoCloseable {
  private final ScheduledExecutorService timer;
  private final ScheduledFuture<?> ticking;

  /**
   * Begins.
   *
   * @param name of the thread, which does not keep the process alive
   * @param milliseconds before each time
   */
  public Ticker(String name, long milliseconds, Runnable work) {
    this.timer = Executors.newSingleThreadScheduledExecutor(task -> thread(name, task));
    this.ticking =
        timer.scheduleWithFixedDelay(work, milliseconds, milliseconds, TimeUnit.MILLISECONDS);
  }

  private static Thread thread(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Does not wait: the work may be under way once more. */
  @Override
  public void close() {
    ticking.cancel(false);
    timer.shutdown();
  }
}
