package io.klpforge.driver.patch;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one patch does to one file.
 *
 * @param oldPath the file before, relative to the tree; empty for a new file
 * @param newPath the file after; empty for a deleted one
 * @param hunks in file order
 */
record FilePatch(Optional<String> oldPath, Optional<String> newPath, List<Hunk> hunks) {

  /** Copies the list. */
  FilePatch {
    hunks = List.copyOf(hunks);
  }

  /** {@return the one path, or of a rename both} */
  List<String> paths() {
    return Stream.of(oldPath, newPath).flatMap(Optional::stream).distinct().toList();
  }

  /** {@return the path to call it by} */
  String name() {
    return newPath.or(() -> oldPath).orElse("");
  }
}
