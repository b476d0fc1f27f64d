package io.klpforge.driver.patch;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.cache.Sha256;
import io.klpforge.driver.report.Failure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * A patch: a unified diff of one or more files, to be applied with {@code -p1}.
 *
 * @param file where it was read from
 * @param sha256 of its bytes, in hexadecimal digits
 * @param files what it does, in its own order
 */
public record PatchFile(Path file, String sha256, List<FilePatch> files) {

  /** Copies the list. */
  public PatchFile {
    files = List.copyOf(files);
  }

  /** {@return the paths of all files it touches, sorted} */
  public NavigableSet<String> paths() {
    NavigableSet<String> paths = new TreeSet<>();
    files.forEach(file -> paths.addAll(file.paths()));
    return paths;
  }

  /**
   * Reads a patch.
   *
   * @throws Failure if it is no unified diff, is cut short, is binary, or leaves the tree
   */
  public static PatchFile read(Path file) {
    byte[] content = Disk.bytes(file);
    String text = new String(content, StandardCharsets.ISO_8859_1);
    List<FilePatch> files = new PatchParser(file, text).parse();
    if (files.isEmpty()) {
      throw new Failure(
          file
              + ": not a patch: it holds no unified diff"
              + "\n    make one with `git diff` or `diff -up`");
    }
    return new PatchFile(file, Sha256.of(content), files);
  }
}
