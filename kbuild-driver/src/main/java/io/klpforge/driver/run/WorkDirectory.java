package io.klpforge.driver.run;

import io.klpforge.driver.cache.Cache;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.report.Failure;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The numbered directories of one build.
 *
 * @param path holds {@code 0-source 1-orig 2-patched 3-diff 4-module}
 * @param kept whether it stays when the build is over
 */
record WorkDirectory(Path path, boolean kept) implements AutoCloseable {

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
      return new WorkDirectory(Disk.directory(beside), true);
    }
    Path all = Disk.directory(cache.root().resolve("work"));
    Disk.entries(all).stream().filter(WorkDirectory::isAbandoned).forEach(Disk::delete);
    Path own = all.resolve(name + "-" + ProcessHandle.current().pid());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> Disk.delete(own), "delete-work"));
    return new WorkDirectory(Disk.directory(own), false);
  }

  /** Left by a process that was killed. */
  private static boolean isAbandoned(Path directory) {
    String directoryName = directory.getFileName().toString();
    String pid = directoryName.substring(directoryName.lastIndexOf('-') + 1);
    return pid.matches("[0-9]{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
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
    if (!kept) {
      Disk.delete(path);
    }
  }
}
