package io.klpforge.driver.kbuild;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An object, and a version of each touched file that its compilation may read.
 *
 * @param object its path in the build, such as {@code fs/proc/cmdline.o}
 * @param files by their paths in the tree
 */
public record ObjectState(String object, SortedMap<String, FileVersion> files) {

  /** Copies the map. */
  public ObjectState {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** {@return the source it is compiled from} */
  String source() {
    return ObjectFiles.source(object);
  }

  /** {@return 16 hexadecimal digits over all that distinguishes it from other states} */
  String key() {
    Digest digest = new Digest().add(object);
    files.forEach((path, version) -> digest.add(path).add(version.code()));
    return digest.text();
  }

  /** {@return whether the compiler can tell none of the files from the other state's} */
  boolean isSameCode(Map<String, FileVersion> other) {
    return files.entrySet().stream()
        .allMatch(file -> file.getValue().isSameCode(other.get(file.getKey())));
  }
}
