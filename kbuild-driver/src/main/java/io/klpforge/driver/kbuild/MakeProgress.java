package io.klpforge.driver.kbuild;

import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.Progress;
import io.klpforge.driver.report.Ticker;
import java.nio.file.Path;

/** Shows how far a running make is, by the {@code CC} lines of its log. */
final class MakeProgress implements AutoCloseable {
  private static final int MILLISECONDS = 1000;

  private final MakeLog log;
  private final Progress progress;
  private final Ticker ticker;
  private int compiled;

  /**
   * Begins to watch.
   *
   * @param log is read from where it ends now
   * @param expected how many objects will be compiled; 0 if that is not known
   */
  MakeProgress(Path log, int expected, Console console) {
    this.log = MakeLog.atEndOf(log);
    this.progress = console.progress(expected);
    this.ticker = new Ticker("make-progress", MILLISECONDS, this::look);
  }

  private void look() {
    for (String object : log.newlyCompiled()) {
      compiled++;
      progress.reached(compiled, object);
    }
  }

  @Override
  public void close() {
    ticker.close();
    progress.close();
  }
}
