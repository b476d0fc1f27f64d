package io.klpforge.driver.bisect;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.kbuild.FileVersion;
import io.klpforge.driver.patch.NumberedTree;
import io.klpforge.driver.patch.PatchApplication;
import io.klpforge.driver.patch.PatchFile;
import io.klpforge.driver.patch.PatchSeries;
import io.klpforge.driver.patch.PatchedTree;
import io.klpforge.driver.report.Failure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * The source with some parts of a series, each choice of parts made once.
 *
 * <p>Line numbers of untouched code are kept ({@link NumberedTree}), so that a part changes no code
 * but its own. Safe for use by several threads.
 */
public final class SeriesStates {
  private final PatchSeries series;
  private final PatchApplication application;
  private final Path directory;
  private final Map<Set<Integer>, Optional<State>> known = new HashMap<>();
  private final Map<Path, FileVersion> versions = new ConcurrentHashMap<>();

  /**
   * A source.
   *
   * @param plain as patched
   * @param numbered with directives where lines moved
   */
  record State(PatchedTree plain, PatchedTree numbered) {}

  private SeriesStates(PatchSeries series, PatchApplication application, Path directory) {
    this.series = series;
    this.application = application;
    this.directory = directory;
  }

  /**
   * {@return the states of a series}, laid down below {@code directory}
   *
   * @param whole what its patches made of the source, one applied after the other
   * @throws Failure if its parts, all together, make something else
   */
  public static SeriesStates of(
      PatchSeries series, PatchApplication application, Path directory, PatchedTree whole) {
    SeriesStates states = new SeriesStates(series, application, directory);
    Set<Integer> all = new TreeSet<>();
    IntStream.range(0, series.parts().size()).forEach(all::add);
    boolean same = states.with(all).map(state -> state.plain().hasSameFilesAs(whole)).orElse(false);
    if (!same) {
      throw new Failure(
          "the series cannot be cut: its hunks, put together again, give another source"
              + "\n    make the patches anew with git format-patch");
    }
    return states;
  }

  PatchSeries series() {
    return series;
  }

  /** {@return the tree without any patch} */
  Path source() {
    return application.source();
  }

  /** {@return the source with only these parts; empty if they do not apply without the others} */
  synchronized Optional<State> with(Set<Integer> chosen) {
    Set<Integer> parts = new TreeSet<>(chosen);
    Optional<State> state = known.get(parts);
    if (state == null) {
      state = make(parts);
      known.put(parts, state);
    }
    return state;
  }

  /** {@return the version that a file of a state is; each file is read once} */
  FileVersion version(Path file) {
    return versions.computeIfAbsent(file, FileVersion::of);
  }

  private Optional<State> make(Set<Integer> parts) {
    Path own = directory.resolve(Integer.toString(known.size()));
    if (parts.isEmpty()) {
      PatchedTree none = new PatchedTree(Disk.directory(own), new TreeMap<>());
      return Optional.of(new State(none, none));
    }
    Path file = own.resolve("part.patch");
    Disk.write(file, series.text(parts).getBytes(StandardCharsets.ISO_8859_1));
    return application
        .tryApply(PatchFile.read(file), own.resolve("plain"))
        .map(plain -> new State(plain, numbered(plain, own.resolve("numbered"))));
  }

  private PatchedTree numbered(PatchedTree plain, Path place) {
    return NumberedTree.of(plain, application.source(), place);
  }
}
