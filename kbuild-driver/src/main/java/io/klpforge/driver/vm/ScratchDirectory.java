package io.klpforge.driver.vm;

import io.klpforge.driver.report.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A directory that is gone when it is closed, and when the process is ended before. */
final class ScratchDirectory implements AutoCloseable {
  private final Path path;
  private final Thread atEnd;

  ScratchDirectory(String purpose) {
    try {
      path = Files.createTempDirectory("klpforge-" + purpose + "-");
    } catch (IOException e) {
      throw new Failure("no temporary directory can be made: " + e.getMessage(), e);
    }
    atEnd = new Thread(this::delete, "delete-" + path);
    Runtime.getRuntime().addShutdownHook(atEnd);
  }

  /** {@return the directory} */
  Path path() {
    return path;
  }

  @Override
  public void close() {
    delete();
    try {
      Runtime.getRuntime().removeShutdownHook(atEnd);
    } catch (IllegalStateException e) {
      return; // the process is ending, and the hook finds nothing left to do
    }
  }

  private void delete() {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(path)) {
      tree.sorted(Comparator.reverseOrder()).forEach(ScratchDirectory::deleteOne);
    } catch (IOException | UncheckedIOException e) {
      throw new Failure(path + ": cannot be removed: " + e.getMessage(), e);
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
