package io.klpforge.diff.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code fixtures/TOOLCHAIN} says of machines; {@code fixtures/rebuild} reads the rest. */
final class Toolchain {
  private static final String PREFIX = "COMPILER ";
  private static final Map<String, String> COMPILERS = read();

  private Toolchain() {}

  /** {@return the machines that fixtures are compiled for} */
  static List<String> machines() {
    return List.copyOf(COMPILERS.keySet());
  }

  /** {@return the command that makes the objects that are checked in} */
  static String compiler(String machine) {
    return COMPILERS.get(machine);
  }

  /** {@return gcc or clang} */
  static String kind(String compiler) {
    return compiler.contains("clang") ? "clang" : "gcc";
  }

  private static Map<String, String> read() {
    Map<String, String> compilers = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(Fixture.root().resolve("TOOLCHAIN"))) {
        int colon = line.indexOf(": ");
        if (line.startsWith(PREFIX)) {
          compilers.put(line.substring(PREFIX.length(), colon), line.substring(colon + 2));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compilers;
  }
}
