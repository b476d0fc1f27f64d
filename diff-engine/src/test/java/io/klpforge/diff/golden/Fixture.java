package io.klpforge.diff.golden;

import io.klpforge.diff.compare.LineNumbers;
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
 * <p>Always {@code orig.c patched.c} and {@code expect}; what is in the other files {@code
 * fixtures/TOOLCHAIN} tells.
 */
record Fixture(Path folder) {
  private static final Set<String> NO_CASES =
      Set.of("patches", "kernels", "include", "signatures", "convert");
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
          "machines",
          "compilers",
          "more.c",
          "expect",
          "expected.causes",
          "expected.explanation",
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
        .filter(file -> !KNOWN.contains(file) && !Toolchain.machines().contains(file))
        .sorted()
        .toList();
  }

  /** {@return whether the case means something for objects that such a compiler makes} */
  boolean isFor(String machine, String compiler) {
    boolean forMachine = text("machines").map(text -> names(text).contains(machine)).orElse(true);
    List<String> not = names(text("compilers").orElse(""));
    return forMachine && !not.contains(compiler) && !not.contains(Toolchain.kind(compiler));
  }

  /** The first word of each line, without its colon. */
  private static List<String> names(String text) {
    return text.lines().map(line -> line.split(":", 2)[0]).toList();
  }

  boolean has(String file) {
    return Files.exists(folder.resolve(file));
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
