package io.klpforge.driver.bisect;

import io.klpforge.driver.kbuild.FileVersion;
import io.klpforge.driver.kbuild.ObjectState;
import io.klpforge.driver.patch.PatchedTree;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One object in the course of a series.
 *
 * @param object its path in the build
 * @param files the touched files that its compilation may read
 * @param parts numbers of the parts that touch one of them, ascending
 * @param numbered whether its source keeps line numbers; not, where the directives do not compile
 * @param states makes sources
 * @param orig the touched files as they were
 */
record Course(
    String object,
    Collection<String> files,
    List<Integer> parts,
    boolean numbered,
    SeriesStates states,
    Map<String, FileVersion> orig) {

  /** {@return the object with the first so many of its parts} */
  ObjectState first(int count) {
    return with(parts.subList(0, count))
        .orElseThrow(() -> new IllegalStateException("the first parts of a series always apply"));
  }

  /** {@return the object with some of its parts; empty if they do not apply} */
  Optional<ObjectState> with(Collection<Integer> chosen) {
    Set<Integer> own = new TreeSet<>(chosen);
    return states
        .with(own)
        .map(
            state ->
                new ObjectState(object, versions(numbered ? state.numbered() : state.plain())));
  }

  private SortedMap<String, FileVersion> versions(PatchedTree tree) {
    SortedMap<String, FileVersion> versions = new TreeMap<>();
    for (String path : files) {
      boolean changed = tree.changes().containsKey(path);
      versions.put(path, changed ? states.version(tree.file(path)) : orig.get(path));
    }
    return versions;
  }

  /** {@return the same without directives} */
  Course unnumbered() {
    return new Course(object, files, parts, false, states, orig);
  }
}
