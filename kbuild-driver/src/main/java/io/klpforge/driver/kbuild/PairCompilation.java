package io.klpforge.driver.kbuild;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.report.CompileFailure;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Compiles both sides of objects into a run's work directory.
 *
 * @param work holds {@code 1-orig} and {@code 2-patched} afterwards, each with the objects and the
 *     commands that made them, closed by {@code .complete}
 */
record PairCompilation(Compilation compilation, ObjectStore store, Path work) {

  /**
   * Compiles what the store lacks of the original objects, and lays all of them down. The workspace
   * must be unpatched.
   */
  void orig(Collection<String> objects) {
    List<String> lacking = objects.stream().filter(object -> !store.has(object)).toList();
    if (!lacking.isEmpty()) {
      compileAsItIs(lacking);
      lacking.forEach(object -> store.put(compilation.workspace().build(), object));
    }
    lay(objects, store.directory(), directory("1-orig"));
  }

  /** Compiles the patched objects and lays them down. The workspace must be patched. */
  void patched(Collection<String> objects) {
    if (!objects.isEmpty()) {
      compile(objects, "with the patch");
    }
    lay(objects, compilation.workspace().build(), directory("2-patched"));
  }

  /** The kernel's own source compiles: if it does not, something else than the source is wrong. */
  private void compileAsItIs(Collection<String> objects) {
    try {
      compile(objects, "without the patch");
    } catch (CompileFailure e) {
      throw new Failure(e.getMessage(), e);
    }
  }

  private void compile(Collection<String> objects, String how) {
    String what = "compile " + count(objects) + " " + how;
    Console console = compilation.kernelMake().console();
    try (Console.Step step = console.step(what)) {
      compilation.objects(what, objects, log());
    }
  }

  /** {@return a pair for each object and each thing it is linked into, sorted by object} */
  List<ObjectPair> pairs(Collection<String> objects, KernelObjects kernel) {
    List<ObjectPair> pairs = new ArrayList<>();
    for (String object : objects) {
      for (KernelObject use : kernel.of(object)) {
        pairs.add(pair(object, use.owner()));
      }
    }
    return pairs;
  }

  private ObjectPair pair(String object, String owner) {
    Path patched = work.resolve("2-patched");
    if (!ObjectCommand.of(patched, object).agreesWith(owner)) {
      throw new Failure(
          object
              + ": the Makefiles link it into "
              + owner
              + ", its own command disagrees\n    see "
              + ObjectFiles.command(patched, object));
    }
    Path orig = work.resolve("1-orig").resolve(object);
    return new ObjectPair(
        object,
        owner,
        Files.exists(orig) ? Optional.of(orig) : Optional.empty(),
        patched.resolve(object));
  }

  private static void lay(Collection<String> objects, Path from, Path directory) {
    for (String object : objects) {
      Disk.copy(from.resolve(object), directory.resolve(object));
      Disk.copy(ObjectFiles.command(from, object), ObjectFiles.command(directory, object));
    }
    Disk.write(directory.resolve(".complete"), "");
  }

  private Path directory(String name) {
    Path directory = work.resolve(name);
    Disk.delete(directory);
    return Disk.directory(directory);
  }

  private Path log() {
    return work.resolve("make.log");
  }

  private static String count(Collection<String> objects) {
    return objects.size() == 1 ? "1 object" : objects.size() + " objects";
  }
}
