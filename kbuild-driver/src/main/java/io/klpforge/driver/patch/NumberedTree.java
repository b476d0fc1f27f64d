package io.klpforge.driver.patch;

import io.klpforge.driver.cache.Disk;
import java.nio.file.Path;
import java.util.Map;

/** A patched tree whose C files keep the line numbers of untouched code. */
public final class NumberedTree {
  private NumberedTree() {}

  /**
   * {@return {@code plain} with {@code #line} directives where lines moved}
   *
   * @param source the tree before the patch
   * @param directory where the new texts go
   */
  public static PatchedTree of(PatchedTree plain, Path source, Path directory) {
    for (Map.Entry<String, PatchedTree.Change> change : plain.changes().entrySet()) {
      String path = change.getKey();
      boolean code = path.endsWith(".c") || path.endsWith(".h");
      switch (change.getValue()) {
        case MODIFIED -> write(plain, source, directory, path, code);
        case CREATED -> Disk.copy(plain.file(path), directory.resolve(path));
        case DELETED -> {}
      }
    }
    return new PatchedTree(directory, plain.changes());
  }

  private static void write(
      PatchedTree plain, Path source, Path directory, String path, boolean code) {
    if (!code) {
      Disk.copy(plain.file(path), directory.resolve(path));
      return;
    }
    String orig = Disk.latin1(source.resolve(path));
    String text = LineDirectives.insert(orig, Disk.latin1(plain.file(path)));
    Disk.write(
        directory.resolve(path), text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
  }
}
