package io.klpforge.driver.run;

import io.klpforge.diff.compare.LineNumbers;
import io.klpforge.diff.compare.Verdict;
import io.klpforge.driver.bisect.Bisection;
import io.klpforge.driver.bisect.Bisector;
import io.klpforge.driver.bisect.Minimum;
import io.klpforge.driver.bisect.SeriesStates;
import io.klpforge.driver.bisect.Touch;
import io.klpforge.driver.cache.Cache;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.kbuild.StateBuild;
import io.klpforge.driver.kbuild.TouchedSource;
import io.klpforge.driver.kbuild.Workspace;
import io.klpforge.driver.kbuild.Workspaces;
import io.klpforge.driver.patch.NamedPatch;
import io.klpforge.driver.patch.PatchApplication;
import io.klpforge.driver.patch.PatchPart;
import io.klpforge.driver.patch.PatchSeries;
import io.klpforge.driver.patch.PatchedTree;
import io.klpforge.driver.patch.PatchedTree.Change;
import io.klpforge.driver.patch.SeriesReader;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Finds out which part of a series of patches does what to a kernel.
 *
 * @param request which kernel; its patches are not looked at
 * @param series what was given: files, directories, ranges
 * @param git the repository that ranges are of
 * @param cache keeps sources, workspaces and objects
 * @param runner runs make, patch and git
 * @param console told of steps
 */
public record BisectRun(
    BuildRequest request,
    List<String> series,
    Optional<Path> git,
    Cache cache,
    CommandRunner runner,
    Console console) {

  /**
   * A function's smallest choices of parts.
   *
   * @param patches the series
   * @param parts its parts
   * @param minima one for each object that has the function; empty if it does not change
   */
  public record Smallest(List<NamedPatch> patches, List<PatchPart> parts, List<Minimum> minima) {
    /** Copies the lists. */
    public Smallest {
      patches = List.copyOf(patches);
      parts = List.copyOf(parts);
      minima = List.copyOf(minima);
    }
  }

  private record Prepared(List<NamedPatch> patches, PatchSeries series, Bisector bisector) {}

  /**
   * {@return what each part of the series does}
   *
   * @throws Failure if the series does not apply or compile, or a tool or file fails
   */
  public Bisection table() {
    return with(prepared -> prepared.bisector().table());
  }

  /** {@return the smallest choices of parts that make a function change} */
  public Smallest smallest(String function) {
    return with(
        prepared ->
            new Smallest(
                prepared.patches(),
                prepared.series().parts(),
                prepared.bisector().minima(function)));
  }

  private <T> T with(Function<Prepared, T> use) {
    LocatedKernel kernel = new KernelChoice(request, cache, runner, console).choose();
    try (WorkDirectory work = WorkDirectory.of(request, "bisect", cache)) {
      List<NamedPatch> patches =
          new SeriesReader(runner, git, work.path().resolve("patches")).read(series);
      try (Workspace workspace =
          new Workspaces(cache, runner, console).take(kernel.workspace(), request.jobs())) {
        return use.apply(prepare(patches, workspace, work.path()));
      } catch (Failure e) {
        work.keepLogs();
        throw e;
      }
    }
  }

  private Prepared prepare(List<NamedPatch> patches, Workspace workspace, Path work) {
    Path source = workspace.request().source().directory();
    PatchApplication application = new PatchApplication(runner, source);
    PatchSeries cut = PatchSeries.of(patches.stream().map(NamedPatch::patch).toList());
    PatchApplication.Result applied =
        application.apply(cut.patches(), work.resolve("0-source/plain"));
    applied.notes().forEach(note -> console.note("note: " + note));
    TouchedSource touched =
        TouchedSource.of(all(applied.tree(), cut, source), workspace, runner, cut.includesChange());
    StateBuild build =
        new StateBuild(workspace, touched, runner, console, cache, request.jobs(), work);
    SeriesStates states =
        SeriesStates.of(cut, application, work.resolve("0-source/states"), applied.tree());
    Bisector bisector = new Bisector(patches, states, touched, build, BisectRun::compare, console);
    return new Prepared(patches, cut, bisector);
  }

  /** The tree with files, too, that are in the end as they were. */
  private static PatchedTree all(PatchedTree tree, PatchSeries cut, Path source) {
    SortedMap<String, Change> changes = new TreeMap<>(tree.changes());
    cut.parts().stream()
        .flatMap(part -> part.paths().stream())
        .filter(path -> Files.exists(source.resolve(path)))
        .forEach(path -> changes.putIfAbsent(path, Change.MODIFIED));
    return new PatchedTree(tree.directory(), changes);
  }

  private static List<Touch> compare(String object, Optional<Path> before, Optional<Path> after) {
    if (after.isEmpty()) {
      return before.map(file -> removed(object, file)).orElse(List.of());
    }
    boolean same =
        before.isPresent()
            && Disk.on(after.get(), () -> Files.mismatch(before.get(), after.get())) < 0;
    return same
        ? List.of()
        : List.copyOf(
            ObjectDiffer.compare(object, before, after.get(), LineNumbers.EXACT).touches());
  }

  /** What an object brought goes with it. */
  private static List<Touch> removed(String object, Path file) {
    return ObjectDiffer.compare(object, Optional.empty(), file, LineNumbers.EXACT)
        .touches()
        .stream()
        .map(touch -> new Touch(touch.kind(), touch.name(), Verdict.REMOVED))
        .toList();
  }
}
