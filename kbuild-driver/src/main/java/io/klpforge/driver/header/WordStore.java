package io.klpforge.driver.header;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Reads each file of a source that does not change once. */
public final class WordStore {
  private final Map<String, FileWords> known = new ConcurrentHashMap<>();

  /** An empty one. */
  public WordStore() {}

  /** {@return the words of all these files} */
  public SourceWords read(
      Collection<String> included, Collection<String> sources, UnaryOperator<String> texts) {
    return new SourceWords(words(included, texts), words(sources, texts));
  }

  private Map<String, FileWords> words(Collection<String> paths, UnaryOperator<String> texts) {
    List<Map.Entry<String, FileWords>> read =
        paths.parallelStream().map(path -> Map.entry(path, words(path, texts))).toList();
    Map<String, FileWords> words = new TreeMap<>();
    read.forEach(entry -> words.put(entry.getKey(), entry.getValue()));
    return words;
  }

  private FileWords words(String path, UnaryOperator<String> texts) {
    return known.computeIfAbsent(path, key -> FileWords.of(texts.apply(key)));
  }
}
