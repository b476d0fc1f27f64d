package io.klpforge.driver.kbuild;

import io.klpforge.driver.cache.Disk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a run puts into a workspace, written down before it does.
 *
 * <p>Lines {@code file PATH} for files of the tree replaced, made or deleted, and {@code object
 * PATH} for objects compiled. A line that a kill cut short was not acted upon yet.
 *
 * @param file the journal's own file; not there when there is nothing to take back
 */
record Journal(Path file) {
  private static final String FILE = "file ";
  private static final String OBJECT = "object ";

  /** Writes down, on the medium, that these files of the tree are about to change. */
  void files(Collection<String> paths) {
    append(FILE, paths);
  }

  /** Writes down, on the medium, that these objects are about to be made. */
  void objects(Collection<String> paths) {
    append(OBJECT, paths);
  }

  private void append(String kind, Collection<String> paths) {
    StringBuilder lines = new StringBuilder();
    paths.forEach(path -> lines.append(kind).append(path).append('\n'));
    if (lines.length() > 0) {
      Disk.appendSynced(file, lines.toString());
    }
  }

  /** {@return the files of the tree to put back, in the order they were written down} */
  Set<String> files() {
    return read(FILE);
  }

  /** {@return the objects to delete} */
  Set<String> objects() {
    return read(OBJECT);
  }

  /** Forgets everything; to be called when all is taken back. */
  void clear() {
    Disk.delete(file);
  }

  private Set<String> read(String kind) {
    Set<String> paths = new LinkedHashSet<>();
    for (String line : wholeLines()) {
      if (line.startsWith(kind)) {
        paths.add(line.substring(kind.length()));
      }
    }
    return paths;
  }

  private List<String> wholeLines() {
    if (!Files.exists(file)) {
      return List.of();
    }
    String text = Disk.text(file);
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    lines.remove(lines.size() - 1);
    return lines;
  }
}
