package io.klpforge.driver.realfixes;

import java.nio.file.Path;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * One patch to be tried.
 *
 * @param name unique in a survey; letters, digits, {@code _} and {@code -}
 * @param patch the file
 * @param paths what it touches
 */
record Fix(String name, Path patch, NavigableSet<String> paths) {

  /** Copies the set. */
  Fix {
    paths = Collections.unmodifiableNavigableSet(new TreeSet<>(paths));
  }

  /** {@return a name made of a path or title} */
  static String nameOf(String text) {
    return text.replaceFirst("\\.(c|patch|diff)$", "").replaceAll("[^A-Za-z0-9_]+", "-");
  }
}
