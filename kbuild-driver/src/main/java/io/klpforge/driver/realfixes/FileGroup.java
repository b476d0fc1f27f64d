package io.klpforge.driver.realfixes;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Changed files that are tried as one patch.
 *
 * @param files for each path the words that choose which of its changes are taken: those that add
 *     one of them; no words: all
 */
record FileGroup(SortedMap<String, NavigableSet<String>> files) {

  /** Copies. */
  FileGroup {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  static FileGroup of(String path) {
    return new FileGroup(new TreeMap<>()).with(List.of(path));
  }

  /** {@return it with all changes of these files} */
  FileGroup with(Collection<String> paths) {
    SortedMap<String, NavigableSet<String>> more = new TreeMap<>(files);
    paths.forEach(path -> more.put(path, new TreeSet<>()));
    return new FileGroup(more);
  }

  /** {@return it with the changes of these files that add one of the words} */
  FileGroup with(Collection<String> paths, Set<String> words) {
    SortedMap<String, NavigableSet<String>> more = new TreeMap<>(files);
    for (String path : paths) {
      NavigableSet<String> known = files.get(path);
      if (known == null || !known.isEmpty()) {
        NavigableSet<String> all = new TreeSet<>(known == null ? Set.of() : known);
        all.addAll(words);
        more.put(path, all);
      }
    }
    return new FileGroup(more);
  }

  NavigableSet<String> paths() {
    return new TreeSet<>(files.keySet());
  }

  /** {@return for people, and unlike those of any other group: the files, and which parts} */
  List<String> names() {
    return files.entrySet().stream()
        .map(file -> file.getKey() + (file.getValue().isEmpty() ? "" : " " + file.getValue()))
        .toList();
  }
}
