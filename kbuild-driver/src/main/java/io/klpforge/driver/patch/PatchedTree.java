package io.klpforge.driver.patch;

import io.klpforge.driver.cache.Disk;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a source tree looks like with the patches, as far as it differs.
 *
 * @param directory holds the patched files under their paths
 * @param changes what happens to each touched file, by its path in the tree
 */
public record PatchedTree(Path directory, SortedMap<String, Change> changes) {
  /** What a patch does to a file. */
  public enum Change {
    /** The file is there before and after. */
    MODIFIED,
    /** The file is new. */
    CREATED,
    /** The file goes. */
    DELETED
  }

  /** Copies the map. */
  public PatchedTree {
    changes = Collections.unmodifiableSortedMap(new TreeMap<>(changes));
  }

  /** {@return where the patched text of a file of the tree lies} */
  public Path file(String path) {
    return directory.resolve(path);
  }

  /** {@return this tree with only the changes to {@code paths}} */
  public PatchedTree only(Collection<String> paths) {
    SortedMap<String, Change> kept = new TreeMap<>(changes);
    kept.keySet().retainAll(paths);
    return new PatchedTree(directory, kept);
  }

  /** {@return whether {@code other} has the same changes, byte for byte} */
  public boolean hasSameFilesAs(PatchedTree other) {
    return changes.equals(other.changes)
        && changes.keySet().stream()
            .filter(path -> changes.get(path) != Change.DELETED)
            .allMatch(path -> Arrays.equals(Disk.bytes(file(path)), Disk.bytes(other.file(path))));
  }
}
