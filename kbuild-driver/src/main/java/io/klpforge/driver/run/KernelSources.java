package io.klpforge.driver.run;

import io.klpforge.driver.cache.Cache;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.kbuild.Workspace;
import io.klpforge.driver.kbuild.Workspaces;
import io.klpforge.driver.kernel.TargetKernel;
import io.klpforge.driver.report.Console;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A kernel that is found and prepared, and what it is compiled from.
 *
 * @param kernel its parts
 * @param directory its source, unpacked
 * @param compiled the C sources that its configuration compiles, relative to the tree
 */
public record KernelSources(TargetKernel kernel, Path directory, SortedSet<String> compiled) {

  /** Copies the set. */
  public KernelSources {
    compiled = Collections.unmodifiableSortedSet(new TreeSet<>(compiled));
  }

  /**
   * {@return the sources of the kernel that is asked for}
   *
   * @param request which kernel; its patches are not looked at
   */
  public static KernelSources of(
      BuildRequest request, Cache cache, CommandRunner runner, Console console) {
    LocatedKernel kernel = new KernelChoice(request, cache, runner, console).choose();
    try (Workspace workspace =
        new Workspaces(cache, runner, console).take(kernel.workspace(), request.jobs())) {
      return new KernelSources(kernel.kernel(), kernel.source().directory(), workspace.sources());
    }
  }
}
