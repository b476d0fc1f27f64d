package io.klpforge.driver.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Programs that outlived the run that started them, because it was killed.
 *
 * <p>A compiler among them would go on and write its object over that of the next run.
 */
public final class Strays {
  /** In the environment of every program that {@link CommandRunner} starts. */
  static final String MARK = "KLPFORGE_STARTED_THIS";

  private Strays() {}

  /**
   * Ends the programs of dead runs that work in a directory, and returns when they are gone.
   *
   * <p>To be called by whoever holds the lock of the directory: all programs at work there are
   * strays then.
   */
  public static void end(Path directory) {
    if (!Files.isDirectory(directory)) {
      return;
    }
    for (List<ProcessHandle> strays = in(directory); !strays.isEmpty(); strays = in(directory)) {
      strays.forEach(ProcessHandle::destroyForcibly);
      strays.stream().map(ProcessHandle::onExit).forEach(CompletableFuture::join);
    }
  }

  private static List<ProcessHandle> in(Path directory) {
    return ProcessHandle.allProcesses().filter(process -> isStray(process, directory)).toList();
  }

  /** Source: proc(5), {@code cwd} and {@code environ}; not readable for other users' processes. */
  private static boolean isStray(ProcessHandle process, Path directory) {
    Path entry = Path.of("/proc", Long.toString(process.pid()));
    try {
      return Files.readSymbolicLink(entry.resolve("cwd")).startsWith(directory.toRealPath())
          && environment(entry).contains(MARK + "=");
    } catch (IOException e) {
      return false;
    }
  }

  private static String environment(Path entry) throws IOException {
    return new String(Files.readAllBytes(entry.resolve("environ")), StandardCharsets.ISO_8859_1);
  }
}
