package io.klpforge.driver.realfixes;

import java.nio.file.Path;
import java.util.List;

/**
 * One patch to be tried.
 *
 * @param name unique in a survey; letters, digits, {@code _} and {@code -}
 * @param patch the file
 * @param files what it touches, for people; equal only for equal patches
 */
record Fix(String name, Path patch, List<String> files) {

  /** Copies the list. */
  Fix {
    files = List.copyOf(files);
  }

  /** {@return a name made of a path or title} */
  static String nameOf(String text) {
    return text.replaceFirst("\\.(c|patch|diff)$", "").replaceAll("[^A-Za-z0-9_]+", "-");
  }
}
