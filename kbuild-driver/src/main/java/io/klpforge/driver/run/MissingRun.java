package io.klpforge.driver.run;

import io.klpforge.driver.cache.Cache;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.kbuild.ExternalObject;
import io.klpforge.driver.kbuild.Workspace;
import io.klpforge.driver.kbuild.Workspaces;
import io.klpforge.driver.kernel.KernelFiles;
import io.klpforge.driver.kernel.KernelOverrides;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.Failure;
import io.klpforge.emit.convert.HandwrittenModule;
import io.klpforge.emit.convert.NeededSymbol;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds out what a hand-written module needs of a kernel; nothing is changed. */
public final class MissingRun {
  private MissingRun() {}

  /**
   * {@return what an object or a module needs of a kernel that is installed, or given by its parts}
   *
   * @throws Failure if a file is missing or unreadable
   */
  public static List<NeededSymbol> of(
      Path file, Optional<String> release, Path root, KernelOverrides given) {
    HandwrittenModule module = HandwrittenFile.read(file).module();
    return needed(module, KnownKernel.located(release, root, given));
  }

  /**
   * {@return what an object or a module needs of a kernel whose names a {@code symbols.klp} lists}
   *
   * @throws Failure if a file is missing or unreadable
   */
  public static List<NeededSymbol> ofList(Path file, Path symbols) {
    return needed(HandwrittenFile.read(file).module(), KnownKernel.listed(symbols));
  }

  /**
   * {@return what a C source of a module needs of a kernel}, compiled for it
   *
   * @param request says which kernel; its patches are not looked at
   * @throws Failure if it does not compile, or a tool or a file is missing
   */
  public static List<NeededSymbol> ofSource(
      Path source, BuildRequest request, Cache cache, CommandRunner runner, Console console) {
    LocatedKernel kernel = new KernelChoice(request, cache, runner, console).choose();
    try (WorkDirectory work = WorkDirectory.of(request, "missing", cache);
        Workspace workspace =
            new Workspaces(cache, runner, console).take(kernel.workspace(), request.jobs())) {
      Path object = compile(source, workspace, work, runner, console);
      return needed(
          HandwrittenFile.read(object).module(),
          KnownKernel.located(KernelFiles.of(kernel.kernel()), kernel.kernel().debugModules()));
    }
  }

  private static Path compile(
      Path source, Workspace workspace, WorkDirectory work, CommandRunner runner, Console console) {
    try {
      return new ExternalObject(runner, workspace, console)
          .compile(source, work.path().resolve("make.log"));
    } catch (Failure e) {
      work.keepLogs();
      throw e;
    }
  }

  private static List<NeededSymbol> needed(HandwrittenModule module, KnownKernel.Lookup lookup) {
    return NeededSymbol.of(module, lookup.of(module.names()).names());
  }
}
