package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.Command;
import io.klpforge.driver.command.CommandResult;
import io.klpforge.driver.command.CommandRunner;
import java.nio.file.Path;

/**
 * A file system of a few kilobytes; only root can make one.
 *
 * @param path where it is mounted
 */
record SmallDisk(Path path) implements AutoCloseable {

  /** {@return a new one; the caller is skipped where none can be made} */
  static SmallDisk mount(Path path, String size) {
    Disk.directory(path);
    CommandResult result = run("mount", "-t", "tmpfs", "-o", "size=" + size, "none", "" + path);
    assumeTrue(
        result.succeeded(),
        "a disk that gets full can only be made by root: " + result.output().strip());
    return new SmallDisk(path);
  }

  private static CommandResult run(String program, String... arguments) {
    return new CommandRunner().run(Command.of(Path.of("/"), program, arguments));
  }

  /** Lazily: a file on it may still be mapped into memory. */
  @Override
  public void close() {
    CommandResult result = run("umount", "-l", path.toString());
    assertTrue(result.succeeded(), result::output);
  }
}
