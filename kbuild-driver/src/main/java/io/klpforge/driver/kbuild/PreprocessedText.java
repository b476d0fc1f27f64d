package io.klpforge.driver.kbuild;

import io.klpforge.driver.cache.Disk;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the compiler sees of a source, without where it came from. */
final class PreprocessedText {
  private PreprocessedText() {}

  /** {@return a digest of a {@code .i} file's lines but for line markers and blank ones} */
  static String digest(Path file) {
    Digest digest = new Digest();
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      lines.lines().filter(line -> !isSilent(line)).map(String::strip).forEach(digest::add);
    } catch (IOException e) {
      throw Disk.failure(file, e);
    }
    return digest.text();
  }

  private static boolean isSilent(String line) {
    return line.isBlank() || line.startsWith("# ");
  }
}
