package io.klpforge.driver.kbuild;

import io.klpforge.driver.cache.Cache;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Compiles objects of a kernel without any patch, the same way as one side of a {@link PatchBuild}.
 *
 * @param runner runs make
 * @param console told of steps
 * @param cache keeps original objects
 * @param jobs how many compilers run at once
 */
public record OriginalBuild(CommandRunner runner, Console console, Cache cache, int jobs) {

  /**
   * {@return each object with each thing it is linked into, sorted by object}
   *
   * @param objects paths in the build tree; a source's ({@code .c}) stands for its object
   * @param work gets {@code 1-orig} and {@code make.log}
   * @throws Failure if one is not part of this kernel, or a compilation fails
   */
  public List<OriginalObject> build(Workspace workspace, Collection<String> objects, Path work) {
    KernelObjects kernel = workspace.objects();
    NavigableSet<String> paths = new TreeSet<>();
    objects.forEach(object -> paths.add(path(object, workspace, kernel)));
    Compilation compilation = new Compilation(new KernelMake(runner, console), workspace, jobs);
    ObjectStore store = ObjectStore.of(cache, workspace.request().key());
    new PairCompilation(compilation, store, work).orig(paths);
    return paths.stream().flatMap(path -> uses(path, kernel, work).stream()).toList();
  }

  private static String path(String object, Workspace workspace, KernelObjects kernel) {
    String path = object.endsWith(".c") ? ObjectFiles.object(object) : object;
    if (!path.endsWith(".o") || kernel.of(path).isEmpty()) {
      throw new Failure(
          object
              + ": not an object of this kernel\n    name it by its path in the build tree, such"
              + " as fs/proc/cmdline.o");
    }
    Path source = workspace.request().source().directory().resolve(ObjectFiles.source(path));
    if (!Files.exists(source)) {
      throw new Failure(object + ": not compiled from C: there is no " + ObjectFiles.source(path));
    }
    return path;
  }

  private static List<OriginalObject> uses(String path, KernelObjects kernel, Path work) {
    List<OriginalObject> uses = new ArrayList<>();
    for (KernelObject use : kernel.of(path)) {
      uses.add(new OriginalObject(path, use.owner(), work.resolve("1-orig").resolve(path)));
    }
    return uses;
  }
}
