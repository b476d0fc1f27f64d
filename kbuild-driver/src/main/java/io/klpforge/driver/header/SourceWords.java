package io.klpforge.driver.header;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

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

  /** Reads all of them. */
  public static SourceWords read(
      Collection<String> included, Collection<String> sources, UnaryOperator<String> texts) {
    return new SourceWords(words(included, texts), words(sources, texts));
  }

  private static Map<String, FileWords> words(
      Collection<String> paths, UnaryOperator<String> texts) {
    Map<String, FileWords> words = new TreeMap<>();
    List<Entry<String, FileWords>> read =
        paths.parallelStream()
            .map(path -> Map.entry(path, FileWords.of(texts.apply(path))))
            .toList();
    read.forEach(entry -> words.put(entry.getKey(), entry.getValue()));
    return words;
  }

  /** {@return the words of both} */
  Map<String, FileWords> all() {
    Map<String, FileWords> all = new TreeMap<>(included);
    all.putAll(sources);
    return all;
  }
}
