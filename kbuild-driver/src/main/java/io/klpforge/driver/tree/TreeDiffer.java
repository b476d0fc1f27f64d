package io.klpforge.driver.tree;

import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.Progress;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Compares all objects of two build trees, in parallel, in one process.
 *
 * <p>Of each pair only its outcome is kept, so memory does not grow with the trees.
 */
public final class TreeDiffer {
  private TreeDiffer() {}

  /**
   * Compares.
   *
   * @param console is told how far it is
   * @throws io.klpforge.driver.report.Failure if a directory cannot be listed; a single object that
   *     cannot be read is an outcome
   */
  public static TreeReport compare(Path origTop, Path patchedTop, Console console) {
    ObjectTree orig = ObjectTree.of(origTop);
    ObjectTree patched = ObjectTree.of(patchedTop);
    NavigableSet<String> all = new TreeSet<>(orig.paths());
    all.addAll(patched.paths());
    Map<SkippedObject, Long> skipped = new EnumMap<>(SkippedObject.class);
    List<String> objects = all.stream().filter(path -> isCompared(path, skipped)).toList();
    return new TreeReport(compare(new PairComparison(orig, patched), objects, console), skipped);
  }

  private static boolean isCompared(String path, Map<SkippedObject, Long> skipped) {
    Optional<SkippedObject> reason = SkippedObject.of(path);
    reason.ifPresent(row -> skipped.merge(row, 1L, Long::sum));
    return reason.isEmpty();
  }

  private static List<PairOutcome> compare(
      PairComparison comparison, List<String> objects, Console console) {
    try (Console.Step step = console.step("compare " + objects.size() + " objects");
        Progress progress = console.progress(objects.size())) {
      return objects.parallelStream()
          .map(
              object -> {
                PairOutcome outcome = comparison.compare(object);
                progress.done(object);
                return outcome;
              })
          .toList();
    }
  }
}
