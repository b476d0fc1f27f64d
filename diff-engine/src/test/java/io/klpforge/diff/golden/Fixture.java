package io.klpforge.diff.golden;

import io.klpforge.diff.compare.LineNumbers;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.ObjectFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder of {@code fixtures/}.
 *
 * <p>Always {@code orig.c orig.o patched.c patched.o expected.diff expected.findings}, and {@code
 * expected.plan} unless a finding is an error. Perhaps {@code running.c running.o}, compiled into
 * the kernel in the original's place; {@code module}, the name of the module that the object is
 * part of; {@code line-numbers}, how to compare them; {@code flags} for the compiler.
 */
record Fixture(Path folder) {
  private static final Set<String> NO_CASES = Set.of("patches", "kernels", "include");
  private static final Set<String> KNOWN =
      Set.of(
          "orig.c",
          "orig.o",
          "patched.c",
          "patched.o",
          "running.c",
          "running.o",
          "module",
          "line-numbers",
          "flags",
          "expected.diff",
          "expected.findings",
          "expected.plan");

  static Path root() {
    return Path.of(System.getProperty("klpforge.root", ".."), "fixtures");
  }

  /** {@return every case, by name} */
  static List<Fixture> all() {
    return list(root())
        .filter(Files::isDirectory)
        .filter(folder -> !NO_CASES.contains(folder.getFileName().toString()))
        .sorted()
        .map(Fixture::new)
        .toList();
  }

  private static Stream<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return names of files that no case has} */
  List<String> unknownFiles() {
    return list(folder)
        .map(file -> file.getFileName().toString())
        .filter(file -> !KNOWN.contains(file))
        .sorted()
        .toList();
  }

  ObjectFile orig() {
    return object("orig");
  }

  ObjectFile patched() {
    return object("patched");
  }

  /** {@return what the kernel was linked of} */
  ObjectFile running() {
    return Files.exists(folder.resolve("running.o")) ? object("running") : orig();
  }

  private ObjectFile object(String version) {
    if (!Files.exists(folder.resolve(version + ".c"))) {
      throw new AssertionError(folder + " has no " + version + ".c");
    }
    try {
      return ElfReader.read(folder.resolve(version + ".o"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] bytes(String file) {
    try {
      return Files.readAllBytes(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<String> module() {
    return text("module").map(String::strip);
  }

  LineNumbers lineNumbers() {
    return text("line-numbers")
        .map(text -> LineNumbers.valueOf(text.strip()))
        .orElse(LineNumbers.EXACT);
  }

  Optional<String> text(String file) {
    try {
      Path path = folder.resolve(file);
      return Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(String file, Optional<String> text) {
    try {
      if (text.isPresent()) {
        Files.writeString(folder.resolve(file), text.get());
      } else {
        Files.deleteIfExists(folder.resolve(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return folder.getFileName().toString();
  }
}
