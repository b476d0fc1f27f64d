package io.klpforge.driver.header;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The words of many files.
 *
 * @param included of each file that others include, by its path
 * @param sources of each source that is compiled
 */
public record SourceWords(Map<String, FileWords> included, Map<String, FileWords> sources) {

  /** Copies. */
  public SourceWords {
    included = Collections.unmodifiableMap(new TreeMap<>(included));
    sources = Collections.unmodifiableMap(new TreeMap<>(sources));
  }

  /** {@return the words of both} */
  Map<String, FileWords> all() {
    Map<String, FileWords> all = new TreeMap<>(included);
    all.putAll(sources);
    return all;
  }
}
