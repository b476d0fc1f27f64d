package io.klpforge.driver.realfixes;

import io.klpforge.driver.cache.Cache;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.kbuild.SourceStore;
import io.klpforge.driver.patch.SeriesReader;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.Failure;
import io.klpforge.driver.report.Progress;
import io.klpforge.driver.run.BuildRequest;
import io.klpforge.driver.run.KernelSources;
import io.klpforge.driver.run.OriginalsRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A whole survey, from two kernels to a report.
 *
 * @param request the older kernel
 * @param changes the newer source, a tree or tarball; or patches or commits, as bisect takes them
 * @param git the repository that commits are of
 * @param output where results are kept
 * @param leaveOutInit whether changes of init code are left out
 * @param cache keeps sources and the prepared kernel
 * @param console told of steps
 */
public record SurveyRun(
    BuildRequest request,
    String changes,
    Optional<Path> git,
    Path output,
    boolean leaveOutInit,
    Cache cache,
    Console console) {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /**
   * Runs it, or goes on with one that was ended.
   *
   * @param size how many fixes to try
   * @param asked the seed; empty: the clock's
   * @param booted how many of the delivered to load in the virtual machine
   */
  public SurveyReport run(int size, Optional<Long> asked, int booted) {
    KernelSources kernel = KernelSources.of(request, cache, new CommandRunner(), console);
    SurveyStore store = new SurveyStore(output.toAbsolutePath());
    long clock = System.currentTimeMillis() / 1000;
    long seed = store.seed(kernel.kernel().release(), changes, asked, clock);
    console.message("seed " + seed + ": " + output);
    FixSource source = source(kernel);
    warm(Survey.sample(source.names(), size, seed), source);
    FixTrial trial = new FixTrial(request, cache, leaveOutInit, LIMIT);
    List<FixResult> results = new Survey(source, trial, store, console).run(size, seed);
    List<BootResult> boots = boots(results, kernel, store, booted, seed);
    String release = kernel.kernel().release();
    return new SurveyReport(release, changes, source.names().size(), seed, results, boots);
  }

  /** The kernel's own objects are compiled together: that is faster than one by one. */
  private void warm(List<String> names, FixSource source) {
    new OriginalsRun(request, cache, new CommandRunner(), console).run(source.sources(names));
  }

  private FixSource source(KernelSources kernel) {
    CommandRunner runner = new CommandRunner();
    Path place = Path.of(changes);
    try (Console.Step step = console.step("find what changes")) {
      if (isKernel(place)) {
        Path newer = new SourceStore(cache, runner, console).open(place).directory();
        TreeDifference trees = new TreeDifference(runner, kernel.directory(), newer);
        return new FixSource.OfTrees(trees, kernel.compiled());
      }
      Path scratch = Disk.directory(output.toAbsolutePath().resolve("commits"));
      return new FixSource.OfPatches(
          new SeriesReader(runner, git, scratch).read(List.of(changes)), kernel.compiled());
    }
  }

  private static boolean isKernel(Path place) {
    return Files.exists(place.resolve("Kbuild")) || place.toString().matches(".*\\.tar(\\..*)?");
  }

  private List<BootResult> boots(
      List<FixResult> results, KernelSources kernel, SurveyStore store, int booted, long seed) {
    List<FixResult> delivered = results.stream().filter(r -> r.module().isPresent()).toList();
    List<FixResult> chosen = Survey.sample(delivered, booted, seed);
    if (chosen.isEmpty()) {
      return List.of();
    }
    Path vmlinuz =
        kernel.kernel().vmlinuz().orElseThrow(() -> new Failure("no vmlinuz of this kernel"));
    try (Console.Step step = console.step("load " + chosen.size() + " livepatches");
        Progress progress = console.progress(chosen.size())) {
      new BootTrials(vmlinuz, kernel.kernel().modules(), store).run(chosen, progress);
    }
    return chosen.stream().flatMap(fix -> store.boot(fix.name()).stream()).toList();
  }
}
