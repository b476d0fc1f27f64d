package io.klpforge.driver.kbuild;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends a make that outlived the run that started it.
 *
 * <p>{@code kill -9} ends this program but not the compilers it started; they would go on writing
 * into a workspace that the next run already has.
 */
final class OrphanedBuild {
  /** In the environment of every make we start, and so of all it starts. */
  static final String MARK = "klpforge";

  private static final String MARKED = "\0KBUILD_BUILD_USER=" + MARK + "\0";

  private OrphanedBuild() {}

  /** Ends every process that works below {@code home} and carries our mark. */
  static void end(Path home) {
    List<ProcessHandle> orphans =
        ProcessHandle.allProcesses().filter(process -> isOrphan(process.pid(), home)).toList();
    orphans.forEach(ProcessHandle::destroyForcibly);
    orphans.forEach(OrphanedBuild::await);
  }

  private static boolean isOrphan(long pid, Path home) {
    Path process = Path.of("/proc", Long.toString(pid));
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).startsWith(home.toRealPath())
          && environment(process).contains(MARKED);
    } catch (IOException e) {
      return false;
    }
  }

  private static String environment(Path process) throws IOException {
    byte[] bytes = Files.readAllBytes(process.resolve("environ"));
    return "\0" + new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static void await(ProcessHandle process) {
    try {
      process.onExit().get(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("process " + process.pid() + " does not end", e);
    }
  }
}
