package io.klpforge.driver.run;

import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.insn.MissingLibraryException;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.reproduce.Reproduction;
import io.klpforge.diff.select.KernelSymbols;
import io.klpforge.driver.cache.Cache;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.kbuild.OriginalBuild;
import io.klpforge.driver.kbuild.OriginalObject;
import io.klpforge.driver.kbuild.Workspace;
import io.klpforge.driver.kbuild.Workspaces;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.Failure;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Compiles objects as for a build without a patch, and compares them with the running kernel's
 * code.
 *
 * @param request says which kernel; its patches are not looked at
 * @param cache keeps sources, workspaces and original objects
 * @param runner runs make
 * @param console told of steps
 */
public record ReproduceRun(
    BuildRequest request, Cache cache, CommandRunner runner, Console console) {

  /**
   * {@return each object with each thing it is linked into, sorted by object}
   *
   * @param objects paths in the build tree
   * @throws Failure if one is not part of the kernel, or a tool, a file or a compilation fails
   */
  public List<ReproducedObject> run(List<String> objects) {
    LocatedKernel kernel = new KernelChoice(request, cache, runner, console).choose();
    CompletableFuture<KernelView> view = kernel.view();
    try (WorkDirectory work = WorkDirectory.of(request, "reproduce", cache);
        Workspace workspace =
            new Workspaces(cache, runner, console).take(kernel.workspace(), request.jobs())) {
      OriginalBuild build = new OriginalBuild(runner, console, cache, request.jobs());
      List<OriginalObject> compiled = build.build(workspace, objects, work.path());
      return compare(compiled, BuildRun.join(view).symbols());
    }
  }

  private List<ReproducedObject> compare(List<OriginalObject> compiled, KernelSymbols kernel) {
    try (Console.Step step = console.step("compare with the running kernel's code")) {
      return compiled.stream().map(object -> compare(object, kernel)).toList();
    }
  }

  private ReproducedObject compare(OriginalObject object, KernelSymbols kernel) {
    String name = object.object();
    try {
      ObjectLayout layout = ObjectLayout.of(ObjectDiffer.read(object.file()));
      Reproduction reproduction =
          kernel
              .reproduce(object.owner(), layout)
              .orElseThrow(
                  () -> new Failure(name + ": the kernel has no module " + object.owner()));
      return new ReproducedObject(
          ObjectBaseline.of(name, object.owner(), reproduction, false), reproduction);
    } catch (MalformedElfException e) {
      throw new Failure(name + ": cannot be compared: " + e.getMessage(), e);
    } catch (MissingLibraryException e) {
      throw new Failure(e.getMessage(), e);
    }
  }
}
