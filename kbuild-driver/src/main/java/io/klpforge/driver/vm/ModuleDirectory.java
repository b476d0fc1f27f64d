package io.klpforge.driver.vm;

import io.klpforge.driver.report.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The modules of one kernel, by name, with the order in which the guest must load them.
 *
 * <p>What a module needs is read from its own {@code .modinfo}, so no {@code modules.dep} is
 * needed: packages that were unpacked but not installed have none.
 */
public final class ModuleDirectory {
  private final Optional<Path> directory;
  private final Map<String, Path> files;

  private ModuleDirectory(Optional<Path> directory, Map<String, Path> files) {
    this.directory = directory;
    this.files = files;
  }

  /** {@return a directory with nothing in it} */
  public static ModuleDirectory none() {
    return new ModuleDirectory(Optional.empty(), Map.of());
  }

  /**
   * {@return the modules anywhere below {@code directory}}
   *
   * @throws Failure if it cannot be read
   */
  public static ModuleDirectory of(Path directory) {
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(directory)) {
      tree.filter(ModuleCompression::isModule)
          .sorted()
          .forEach(file -> files.putIfAbsent(KernelModule.fileName(file), file));
    } catch (IOException | UncheckedIOException e) {
      throw new Failure(directory + ": the modules cannot be listed: " + e.getMessage(), e);
    }
    return new ModuleDirectory(Optional.of(directory), files);
  }

  /**
   * Finds modules and all they depend on.
   *
   * @param wanted names, or paths of module files
   * @return each module once, behind everything it needs
   * @throws Failure if one is not there
   */
  List<KernelModule> inLoadOrder(List<String> wanted) {
    Map<String, KernelModule> order = new LinkedHashMap<>();
    for (String module : wanted) {
      add(find(module), order, new ArrayList<>());
    }
    return List.copyOf(order.values());
  }

  /** {@return what {@code module} depends on, in load order, without the module itself} */
  List<KernelModule> dependenciesOf(KernelModule module) {
    return inLoadOrder(module.depends());
  }

  private void add(KernelModule module, Map<String, KernelModule> order, List<String> above) {
    if (order.containsKey(module.name())) {
      return;
    }
    if (above.contains(module.name())) {
      throw new Failure(module.file() + ": the modules depend on each other in a circle: " + above);
    }
    List<String> path = new ArrayList<>(above);
    path.add(module.name());
    for (String dependency : module.depends()) {
      add(find(dependency), order, path);
    }
    order.put(module.name(), module);
  }

  private KernelModule find(String module) {
    Path file = Path.of(module);
    boolean isPath = module.contains("/") || ModuleCompression.isModule(file);
    return KernelModule.read(isPath ? file : named(module));
  }

  /** {@return the names of all modules, sorted} */
  public Set<String> names() {
    return Collections.unmodifiableSet(files.keySet());
  }

  /** {@return the file of the module of that name; dashes and underscores are the same} */
  public Optional<Path> file(String module) {
    return Optional.ofNullable(files.get(KernelModule.canonical(module)));
  }

  /**
   * {@return the ELF file in a module's file, unpacked}
   *
   * @throws Failure if it cannot be read
   */
  public static byte[] contents(Path file) {
    return ModuleCompression.of(file).read(file);
  }

  private Path named(String module) {
    return file(module).orElseThrow(() -> new Failure(absent(module)));
  }

  private String absent(String module) {
    return directory
        .map(where -> where + ": there is no module " + module)
        .orElse(
            module
                + ": where is this module?\n    give its file, or the kernel's modules with"
                + " --modules /lib/modules/RELEASE");
  }
}
