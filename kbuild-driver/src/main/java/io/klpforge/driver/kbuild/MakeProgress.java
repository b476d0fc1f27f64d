package io.klpforge.driver.kbuild;

import io.klpforge.driver.report.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Says every few seconds how far a running make is, by the {@code CC} lines of its log. */
final class MakeProgress implements AutoCloseable {
  private static final int SECONDS = 10;

  private final Path log;
  private final int expected;
  private final Console console;
  private final long before;
  private final ScheduledExecutorService timer;
  private final ScheduledFuture<?> telling;

  /**
   * Begins to watch.
   *
   * @param expected how many objects will be compiled; 0 if that is not known
   */
  MakeProgress(Path log, int expected, Console console) {
    this.log = log;
    this.expected = expected;
    this.console = console;
    this.before = compiled();
    this.timer = Executors.newSingleThreadScheduledExecutor(MakeProgress::thread);
    this.telling = timer.scheduleAtFixedRate(this::tell, SECONDS, SECONDS, TimeUnit.SECONDS);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "make-progress");
    thread.setDaemon(true);
    return thread;
  }

  private void tell() {
    long count = compiled() - before;
    if (count > 0) {
      String of = expected == 0 ? "" : " of about " + expected;
      console.message("  ... " + count + of + " objects compiled");
    }
  }

  private long compiled() {
    if (!Files.exists(log)) {
      return 0;
    }
    try (var lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      return lines.filter(line -> line.startsWith("  CC ")).count();
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public void close() {
    telling.cancel(true);
    timer.shutdownNow();
  }
}
