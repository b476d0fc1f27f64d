package io.klpforge.driver.run;

import io.klpforge.driver.cache.Cache;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.cache.FileLock;
import io.klpforge.driver.report.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The numbered directories of one build: {@code 0-source 1-orig 2-patched 3-diff 4-module}.
 *
 * <p>One in the cache goes when the build is over, one beside the output stays. Of a build that
 * failed, the logs that the message names stay until the next build.
 */
final class WorkDirectory implements AutoCloseable {
  private final Path path;

  private final Optional<FileLock> lock;
  private boolean failed;
  private boolean closed;

  /** A directory beside the output, or one in the cache whose lock is held. */
  private WorkDirectory(Path path, Optional<FileLock> lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * {@return the directory for a build}: beside the output where it is to be kept or an earlier
   * run's is to be used, else one in the cache that no other build has
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
      return new WorkDirectory(Disk.directory(beside), Optional.empty());
    }
    return new Shared(cache).take(name);
  }

  /** The work directories in a cache. What ended builds left there goes. */
  private record Shared(Cache cache) {

    WorkDirectory take(String name) {
      Disk.entries(place()).forEach(this::deleteUnlessUsed);
      for (int number = 0; ; number++) {
        Path own = place().resolve(name + "." + number);
        Optional<FileLock> lock = lock(own);
        if (lock.isPresent()) {
          Disk.delete(own);
          return new WorkDirectory(Disk.directory(own), lock).deletedAtExit();
        }
      }
    }

    private void deleteUnlessUsed(Path directory) {
      lock(directory).ifPresent(lock -> new WorkDirectory(directory, Optional.of(lock)).close());
    }

    private Optional<FileLock> lock(Path directory) {
      return cache.tryLock("work-" + directory.getFileName());
    }

    private Path place() {
      return cache.root().resolve("work");
    }
  }

  /**
   * To be deleted on Ctrl-C too: as far as it goes, for programs that are being ended still write
   * here. Once closed, the place may be another build's.
   */
  private WorkDirectory deletedAtExit() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::deleteIfPossible, "delete-work"));
    return this;
  }

  private synchronized void deleteIfPossible() {
    try {
      if (!closed) {
        delete();
      }
    } catch (Failure e) {
      failed = true; // the next build deletes what is left
    }
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
  public synchronized void close() {
    if (lock.isPresent() && !closed) {
      closed = true;
      try {
        delete();
      } finally {
        lock.get().close();
      }
    }
  }

  private void delete() {
    Disk.entries(path).stream()
        .filter(entry -> !failed || !entry.toString().endsWith(".log"))
        .forEach(Disk::delete);
    if (Disk.entries(path).isEmpty()) {
      Disk.delete(path);
    }
  }
}
