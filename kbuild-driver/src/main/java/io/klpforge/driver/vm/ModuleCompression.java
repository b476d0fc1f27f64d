package io.klpforge.driver.vm;

import io.klpforge.driver.command.Command;
import io.klpforge.driver.command.CommandResult;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.report.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How a distribution ships its modules: the file's last suffix, and the program that unpacks. */
enum ModuleCompression {
  /** The ELF image itself. */
  NONE(".ko", ""),
  /** CONFIG_MODULE_COMPRESS_XZ. */
  XZ(".ko.xz", "xz"),
  /** CONFIG_MODULE_COMPRESS_GZIP. */
  GZIP(".ko.gz", "gzip"),
  /** CONFIG_MODULE_COMPRESS_ZSTD. */
  ZSTD(".ko.zst", "zstd");

  private final String suffix;
  private final String program;

  ModuleCompression(String suffix, String program) {
    this.suffix = suffix;
    this.program = program;
  }

  /** {@return how {@code file} is compressed, by its name; a name of another kind is plain} */
  static ModuleCompression of(Path file) {
    for (ModuleCompression compression : values()) {
      if (file.toString().endsWith(compression.suffix)) {
        return compression;
      }
    }
    return NONE;
  }

  /** {@return whether the file's name is a module's} */
  static boolean isModule(Path file) {
    return of(file) != NONE || file.toString().endsWith(NONE.suffix);
  }

  /** {@return what the file holds, unpacked} */
  byte[] read(Path file) {
    return this == NONE ? KernelModule.contents(file) : unpacked(file);
  }

  /** Standard output goes to a file, because a program's output in memory is text. */
  private byte[] unpacked(Path file) {
    try {
      Path plain = Files.createTempFile("klpforge-module", ".ko");
      try {
        Path directory = file.toAbsolutePath().getParent();
        Command command =
            Command.of(directory, program, "-dc", file.toAbsolutePath().toString()).loggedTo(plain);
        CommandResult result = new CommandRunner().run(command);
        if (!result.succeeded()) {
          throw CommandRunner.failed(command, result);
        }
        return Files.readAllBytes(plain);
      } finally {
        Files.delete(plain);
      }
    } catch (IOException e) {
      throw new Failure(file + ": cannot be unpacked: " + e.getMessage(), e);
    }
  }
}
