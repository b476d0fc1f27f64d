package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.Command;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.kbuild.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The modules below fixtures/convert, built by the kernel's own make.
 *
 * @param scratch gets a directory for each
 */
record HandwrittenBuild(StockKernel stock, Path scratch) {
  private static final CommandRunner RUNNER = new CommandRunner();

  /** {@return a module as its Makefile makes it; converting it is left to the test} */
  Path module(String name, String flags) {
    Path directory = directory(name);
    make(directory, flags);
    return directory.resolve(name + ".ko");
  }

  /** {@return the directory of the modules to be patched, built} */
  Path targets() {
    Path directory = directory("targets");
    make(directory, "");
    return directory;
  }

  /** {@return the sources of a module, with the header beside them} */
  Path directory(String name) {
    Path source = Path.of(System.getProperty("klpforge.root"), "fixtures", "convert", name);
    Path directory = scratch.resolve(name);
    Disk.entries(source).forEach(file -> Disk.copy(file, directory.resolve(file.getFileName())));
    Klpforge header = Klpforge.run("convert", "--print-header").exits(0);
    Disk.write(directory.resolve("klpforge-convert.h"), header.out());
    return directory;
  }

  private void make(Path directory, String flags) {
    try (Workspace workspace = stock.workspace(RUNNER)) {
      String said =
          RUNNER.check(
              Command.of(directory, "make", "KDIR=" + workspace.build(), "KLPFORGE=:")
                  .with(workspace.request().toolchain().assignments())
                  .with(List.of("KCFLAGS=" + flags)));
      assertFalse(said.contains("ERROR"), said);
    }
  }

  /** Runs convert, or missing, for the kernel. */
  Klpforge run(String command, Path file, Object... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(command, "" + file, "--kernel", stock.release(), "--root", "" + stock.root()));
    for (Object one : more) {
      arguments.add(one.toString());
    }
    return Klpforge.run(arguments);
  }
}
