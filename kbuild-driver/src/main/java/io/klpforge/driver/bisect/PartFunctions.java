package io.klpforge.driver.bisect;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.patch.PatchPart;
import io.klpforge.driver.patch.PatchSeries;
import io.klpforge.driver.patch.PatchedTree;
import io.klpforge.driver.patch.TouchedFunctions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The functions whose own lines each part of a series changes.
 *
 * @param source the tree without any patch
 */
record PartFunctions(PatchSeries series, SeriesStates states, Path source) {

  /** {@return for each part, names as in the source}; of a renaming, all functions of the file */
  List<SortedSet<String>> all() {
    List<SortedSet<String>> all = new ArrayList<>();
    for (int part = 0; part < series.parts().size(); part++) {
      all.add(of(part));
    }
    return all;
  }

  private SortedSet<String> of(int number) {
    PatchPart part = series.parts().get(number);
    boolean isCode = part.path().endsWith(".c") || part.path().endsWith(".h");
    if (!isCode) {
      return new TreeSet<>();
    }
    List<Integer> same = series.touching(part.paths());
    List<Integer> earlier = same.subList(0, same.indexOf(number));
    List<Integer> with = same.subList(0, same.indexOf(number) + 1);
    String before = part.number() == 0 ? "" : text(earlier, part);
    return TouchedFunctions.between(before, text(with, part));
  }

  private String text(List<Integer> parts, PatchPart part) {
    PatchedTree tree = states.with(new TreeSet<>(parts)).orElseThrow().plain();
    for (String path : List.of(part.path(), part.paths().get(0))) {
      boolean touched = tree.changes().containsKey(path);
      Path file = touched ? tree.file(path) : source.resolve(path);
      if (Files.exists(file)) {
        return Disk.latin1(file);
      }
    }
    return "";
  }
}
