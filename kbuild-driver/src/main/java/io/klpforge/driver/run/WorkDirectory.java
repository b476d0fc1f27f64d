package io.klpforge.driver.run;

import io.klpforge.driver.cache.Cache;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.cache.FileLock;
import io.klpforge.driver.report.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The numbered directories of one build.
 *
 * @param path holds {@code 0-source 1-orig 2-patched 3-diff 4-module}
 * @param lock held while a directory in the cache is in use; empty for one beside the output, which
 *     stays when the build is over
 */
record WorkDirectory(Path path, Optional<FileLock> lock) implements AutoCloseable {

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

  /** The work directories in a cache. What killed builds left there goes. */
  private record Shared(Cache cache) {

    WorkDirectory take(String name) {
      Disk.entries(place()).forEach(this::deleteUnlessUsed);
      for (int number = 0; ; number++) {
        Path own = place().resolve(name + "-" + number);
        Optional<FileLock> lock = lock(own);
        if (lock.isPresent()) {
          Disk.delete(own);
          return new WorkDirectory(Disk.directory(own), lock);
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

  Path diff() {
    return path.resolve("3-diff");
  }

  Path module() {
    return path.resolve("4-module");
  }

  Path log() {
    return path.resolve("make.log");
  }

  @Override
  public void close() {
    lock.ifPresent(
        held -> {
          try {
            Disk.delete(path);
          } finally {
            held.close();
          }
        });
  }
}
