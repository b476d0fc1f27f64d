package io.klpforge.driver.kbuild;

import io.klpforge.driver.cache.Disk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Preprocesses sources to a digest each; the texts, megabytes each, are deleted as it goes.
 *
 * @param compilation runs make
 * @param store keeps digests of unpatched sources; beside the original objects
 * @param log make's output
 */
record Preprocessing(Compilation compilation, ObjectStore store, Path log) {
  /** Texts on disk at a time: some 500 MB. */
  private static final int BATCH = 250;

  private static final String UNKNOWN = "unknown";

  /** {@return a digest for each object; the workspace must be unpatched} */
  SortedMap<String, String> orig(Collection<String> objects) {
    List<String> lacking =
        objects.stream().filter(object -> !Files.exists(store.text(object))).toList();
    digests(lacking, "without the patch").forEach(store::putText);
    SortedMap<String, String> all = new TreeMap<>();
    objects.forEach(object -> all.put(object, Disk.text(store.text(object))));
    return all;
  }

  /** {@return a digest for each object; the workspace must be patched} */
  SortedMap<String, String> patched(Collection<String> objects) {
    return digests(List.copyOf(objects), "with the patch");
  }

  private SortedMap<String, String> digests(List<String> objects, String side) {
    SortedMap<String, String> digests = new TreeMap<>();
    for (int from = 0; from < objects.size(); from += BATCH) {
      List<String> batch = objects.subList(from, Math.min(objects.size(), from + BATCH));
      compilation.preprocess("preprocess " + objects.size() + " files " + side, batch, log);
      batch.parallelStream()
          .map(object -> Map.entry(object, digest(object)))
          .forEachOrdered(entry -> digests.put(entry.getKey(), entry.getValue()));
      new ArrayList<>(batch)
          .forEach(object -> ObjectFiles.delete(compilation.workspace().build(), object));
    }
    return digests;
  }

  /** A text that could not be made equals none, not even itself. */
  private String digest(String object) {
    Path text = compilation.workspace().build().resolve(ObjectFiles.preprocessed(object));
    return Files.exists(text) ? PreprocessedText.digest(text) : UNKNOWN;
  }

  /** {@return whether the preprocessed text is the same on both sides} */
  static boolean same(String before, String after) {
    return before.equals(after) && !before.equals(UNKNOWN);
  }
}
