package io.klpforge.driver.run;

import io.klpforge.driver.cache.Cache;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.kbuild.OriginalBuild;
import io.klpforge.driver.kbuild.Workspace;
import io.klpforge.driver.kbuild.Workspaces;
import io.klpforge.driver.report.Console;
import java.util.List;

/**
 * Compiles objects of a kernel as they are into the cache, many in one call of make, for builds
 * that will need them.
 *
 * @param request which kernel; its patches are not looked at
 * @param cache keeps the objects
 * @param runner runs make
 * @param console told of steps
 */
public record OriginalsRun(
    BuildRequest request, Cache cache, CommandRunner runner, Console console) {
  /** What a run that is killed loses. */
  private static final int BATCH = 32;

  /** Compiles what the cache lacks. */
  public void run(List<String> sources) {
    LocatedKernel kernel = new KernelChoice(request, cache, runner, console).choose();
    try (WorkDirectory work = WorkDirectory.of(request, "originals", cache);
        Workspace workspace =
            new Workspaces(cache, runner, console).take(kernel.workspace(), request.jobs())) {
      OriginalBuild build = new OriginalBuild(runner, console, cache, request.jobs());
      for (int from = 0; from < sources.size(); from += BATCH) {
        int to = Math.min(sources.size(), from + BATCH);
        build.build(workspace, sources.subList(from, to), work.path());
      }
    }
  }
}
