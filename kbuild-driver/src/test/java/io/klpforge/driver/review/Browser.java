package io.klpforge.driver.review;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Debian's Chromium without a window.
 *
 * @param directory for its profile and the pages
 */
record Browser(Path directory) {
  private static final int PATIENCE = 120; // seconds

  /**
   * What came of opening a page.
   *
   * @param console what it said of the page: errors, refused loads
   * @param dom the document when everything was loaded
   */
  record Visit(List<String> console, String dom) {}

  /** Opens a page as a file from disk. */
  Visit open(String page) throws IOException, InterruptedException {
    Path file = directory.resolve("page.html");
    Path dom = directory.resolve("dom");
    Path log = directory.resolve("log");
    Files.writeString(file, page);
    Process chromium =
        new ProcessBuilder(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--user-data-dir=" + directory.resolve("profile"),
                "--window-size=1280,900",
                "--enable-logging=stderr",
                "--dump-dom",
                file.toUri().toString())
            .redirectOutput(dom.toFile())
            .redirectError(log.toFile())
            .start();
    boolean ended = chromium.waitFor(PATIENCE, TimeUnit.SECONDS);
    chromium.destroyForcibly();
    assertTrue(ended, "chromium ends");
    List<String> console =
        Files.readString(log).lines().filter(line -> line.contains(":CONSOLE")).toList();
    return new Visit(console, Files.readString(dom));
  }
}
