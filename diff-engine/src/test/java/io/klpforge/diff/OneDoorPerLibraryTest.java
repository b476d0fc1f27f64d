package io.klpforge.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each library is used in one place. */
final class OneDoorPerLibraryTest {

  private static List<String> usersOf(String library) throws IOException {
    Path sources = Path.of(System.getProperty("klpforge.root", ".."), "diff-engine/src/main/java");
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> text(file).contains("import " + library + "."))
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void jelfIsUsedByTheReader() throws IOException {
    assertEquals(List.of("BufferFile.java", "ElfReader.java"), usersOf("net.fornwall.jelf"));
  }

  @Test
  void capstoneIsUsedByTheDisassembler() throws IOException {
    assertEquals(List.of("Disassembler.java"), usersOf("capstone"));
  }
}
