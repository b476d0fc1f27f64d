package io.klpforge.driver.kbuild;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.Command;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Compiles a C source of a module outside the tree, as the kernel's external-module build does.
 *
 * @param runner runs make
 * @param workspace where; its tree may be patched or not
 * @param console told of the step
 */
public record ExternalObject(CommandRunner runner, Workspace workspace, Console console) {
  /** What Kbuild takes for the name of a module. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+\\.c");

  /**
   * Compiles. The headers beside the source are found, and {@link ConvertHeader}.
   *
   * @param log make's output
   * @return the object, in the workspace: to be read before the workspace is closed
   * @throws Failure if it does not compile
   */
  public Path compile(Path source, Path log) {
    String name = source.getFileName().toString();
    if (!NAME.matcher(name).matches()) {
      throw new Failure(
          source + ": no name for a module's source\n    letters, digits, _ and -, and .c");
    }
    if (!Files.isRegularFile(source)) {
      throw new Failure(source + ": no such file");
    }
    Path directory = workspace.module();
    Disk.delete(directory);
    Disk.write(directory.resolve(ConvertHeader.NAME), ConvertHeader.text());
    for (Path file : Disk.entries(source.toAbsolutePath().getParent())) {
      if (file.toString().endsWith(".h")) {
        Disk.copy(file, directory.resolve(file.getFileName()));
      }
    }
    Disk.copy(source, directory.resolve(name));
    String object = ObjectFiles.object(name);
    Disk.write(directory.resolve("Kbuild"), "obj-m := " + object + "\n");
    Command call = workspace.make(1).call(List.of("M=" + directory.toAbsolutePath(), object));
    new KernelMake(runner, console).run("compile " + source, call, log, 1);
    return directory.resolve(object);
  }
}
