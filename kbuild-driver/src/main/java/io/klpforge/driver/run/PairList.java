package io.klpforge.driver.run;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.kbuild.ObjectPair;
import io.klpforge.driver.report.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The pairs of objects of a build, written down so that a later run can begin with them.
 *
 * @param work holds {@code 1-orig} and {@code 2-patched}
 */
record PairList(Path work) {
  private static final String TAB = "\t";

  /** Writes object and owner of each, a line each, as the last thing in {@code 2-patched}. */
  void write(List<ObjectPair> pairs) {
    List<String> lines = pairs.stream().map(pair -> pair.object() + TAB + pair.owner()).toList();
    Disk.write(file(), String.join("\n", lines) + "\n");
  }

  /**
   * {@return the pairs an earlier run wrote}
   *
   * @throws Failure if it did not come that far
   */
  List<ObjectPair> read() {
    if (!Files.exists(file())) {
      throw new Failure(
          work
              + ": the earlier build did not come as far as 2-patched\n    begin with --from orig");
    }
    return Disk.lines(file()).stream()
        .filter(line -> line.contains(TAB))
        .map(line -> pair(line.split(TAB, 2)))
        .toList();
  }

  private ObjectPair pair(String[] fields) {
    Path orig = work.resolve("1-orig").resolve(fields[0]);
    return new ObjectPair(
        fields[0],
        fields[1],
        Files.exists(orig) ? Optional.of(orig) : Optional.empty(),
        work.resolve("2-patched").resolve(fields[0]));
  }

  private Path file() {
    return work.resolve("2-patched").resolve("pairs");
  }
}
