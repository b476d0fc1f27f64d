package io.klpforge.driver.run;

import io.klpforge.driver.cache.Cache;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.report.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The numbered directories of one build: {@code 0-source 1-orig 2-patched 3-diff 4-module}.
 *
 * <p>Goes when the build is over, unless it is to be kept. Of a build that failed, the logs that
 * the message names stay until the next build.
 */
final class WorkDirectory implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Path path;
  private final boolean kept;
  private boolean failed;

  private WorkDirectory(Path path, boolean kept) {
    this.path = Disk.directory(path);
    this.kept = kept;
    if (!kept) {
      Runtime.getRuntime().addShutdownHook(new Thread(this::close, "delete-work"));
    }
  }

  /**
   * {@return the directory for a build}: beside the output where it is to be kept or an earlier
   * run's is to be used, else one of this process's own in the cache
   *
   * @throws Failure if an earlier run's is wanted and is not there
   */
  static WorkDirectory of(BuildRequest request, String name, Cache cache) {
    boolean resumed = request.from() != BuildRequest.Step.orig;
    Path beside = request.output().toAbsolutePath().resolve(name + ".work");
    if (resumed && !Files.isDirectory(beside)) {
      throw new Failure(
          beside
              + ": no such directory\n    --from needs what an earlier build of the same name left"
              + " with --keep-temp");
    }
    if (resumed || request.keepTemp()) {
      return new WorkDirectory(beside, true);
    }
    Path all = Disk.directory(cache.root().resolve("work"));
    Disk.entries(all).stream().filter(WorkDirectory::isAbandoned).forEach(Disk::delete);
    long pid = ProcessHandle.current().pid();
    return new WorkDirectory(all.resolve(name + "." + pid + "." + NUMBER.incrementAndGet()), false);
  }

  /** Left by a process that is no more. */
  private static boolean isAbandoned(Path directory) {
    String[] parts = directory.getFileName().toString().split("\\.", -1);
    boolean ours = parts.length == 3 && parts[1].matches("[0-9]{1,18}");
    return ours && ProcessHandle.of(Long.parseLong(parts[1])).isEmpty();
  }

  Path path() {
    return path;
  }

  Path diff() {
    return path.resolve("3-diff");
  }

  Path module() {
    return path.resolve("4-module");
  }

  Path linkLog() {
    return path.resolve("link.log");
  }

  /** To be called when the build failed: the message may name a log. */
  void keepLogs() {
    failed = true;
  }

  @Override
  public void close() {
    if (kept || !Files.isDirectory(path)) {
      return;
    }
    Disk.entries(path).stream()
        .filter(entry -> !failed || !entry.toString().endsWith(".log"))
        .forEach(Disk::delete);
    if (!failed) {
      Disk.delete(path);
    }
  }
}
