package io.klpforge.driver.kbuild;

import io.klpforge.driver.cache.Cache;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.Command;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes a source usable: a directory is used where it is, a tarball is unpacked into the cache
 * once.
 *
 * @param cache keeps unpacked tarballs
 * @param runner runs tar
 * @param console told of the unpacking
 */
public record SourceStore(Cache cache, CommandRunner runner, Console console) {

  /**
   * Opens a source.
   *
   * @param source a kernel tree, or a tarball holding one directory
   * @throws Failure if it is neither
   */
  public SourceTree open(Path source) {
    return Files.isDirectory(source) ? tree(source) : tarball(source);
  }

  private static SourceTree tree(Path directory) {
    Digest digest = new Digest().add(directory.toAbsolutePath().normalize().toString());
    for (SourceFile file : SourceListing.of(directory)) {
      digest.add(file.path() + " " + file.size() + " " + file.modified());
    }
    return new SourceTree(directory.toAbsolutePath().normalize(), digest.text());
  }

  private SourceTree tarball(Path tarball) {
    long size = Disk.on(tarball, () -> Files.size(tarball));
    long modified = Disk.on(tarball, () -> Files.getLastModifiedTime(tarball).toMillis());
    String name = tarball.getFileName().toString();
    String identity = new Digest().add(name + " " + size + " " + modified).text();
    Path entry = cache.get("source-" + identity, directory -> unpack(tarball, directory));
    return new SourceTree(entry.resolve("linux"), identity);
  }

  private void unpack(Path tarball, Path directory) {
    Console.Step step = console.step("unpack " + tarball.getFileName());
    Path inside = Disk.directory(directory.resolve("unpacked"));
    runner.check(Command.of(inside, "tar", "-x", "-f", tarball.toAbsolutePath().toString()));
    List<Path> top = Disk.entries(inside);
    if (top.size() != 1 || !Files.isDirectory(top.get(0))) {
      throw new Failure(tarball + ": not a kernel source: it does not hold one directory");
    }
    Disk.rename(top.get(0), directory.resolve("linux"));
    Disk.delete(inside);
    step.close();
  }
}
