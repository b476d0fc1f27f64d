package io.klpforge.driver.run;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.kbuild.ModuleLink;
import io.klpforge.driver.kbuild.Workspace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The modules of samples/livepatch and lib/livepatch, built for the shipped kernel. */
final class KernelSamples {
  private static final List<String> DIRECTORIES = List.of("samples/livepatch", "lib/livepatch");

  private KernelSamples() {}

  /** {@return all of them, copied to {@code directory}, in alphabetical order} */
  static List<Path> build(StockKernel stock, Path directory) {
    CommandRunner runner = new CommandRunner();
    try (Workspace workspace = stock.workspace(runner)) {
      SortedMap<String, byte[]> files = sources(workspace.tree());
      List<String> names =
          files.keySet().stream()
              .filter(file -> file.endsWith(".c"))
              .map(file -> file.substring(0, file.length() - 2))
              .toList();
      StringBuilder kbuild = new StringBuilder();
      names.forEach(name -> kbuild.append("obj-m += ").append(name).append(".o\n"));
      files.put("Kbuild", kbuild.toString().getBytes(StandardCharsets.UTF_8));
      Path first =
          new ModuleLink(runner, workspace)
              .link(names.get(0), files, directory.resolve("build.log"));
      List<Path> modules = new ArrayList<>();
      for (String name : names) {
        Path module = directory.resolve(name + ".ko");
        Disk.copy(first.resolveSibling(name + ".ko"), module);
        modules.add(module);
      }
      return modules;
    }
  }

  private static SortedMap<String, byte[]> sources(Path tree) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (String directory : DIRECTORIES) {
      for (Path file : Disk.entries(tree.resolve(directory))) {
        String name = file.getFileName().toString();
        if (name.endsWith(".c") && !name.endsWith(".mod.c")) {
          files.put(name, Disk.bytes(file));
        }
      }
    }
    return files;
  }
}
