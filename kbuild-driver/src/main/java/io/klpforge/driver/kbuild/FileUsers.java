package io.klpforge.driver.kbuild;

import java.util.Collection;
import java.util.NavigableSet;

/** Knows which objects see a file of the source. */
interface FileUsers {
  /** {@return objects whose compilation may read one of {@code paths}, sorted} */
  NavigableSet<String> objectsSeeing(Collection<String> paths);

  /**
   * {@return the files that the compilation of these may read besides their own sources, sorted}
   */
  NavigableSet<String> includedBy(Collection<String> objects);
}
