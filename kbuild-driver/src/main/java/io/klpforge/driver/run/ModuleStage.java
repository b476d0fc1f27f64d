package io.klpforge.driver.run;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.select.PatchPlan;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.kbuild.ModuleLink;
import io.klpforge.driver.kbuild.Workspace;
import io.klpforge.driver.kernel.LivepatchHeader;
import io.klpforge.driver.report.Failure;
import io.klpforge.emit.livepatch.Conversion;
import io.klpforge.emit.livepatch.ImportStyle;
import io.klpforge.emit.livepatch.LivepatchConverter;
import io.klpforge.emit.livepatch.ModuleDirectory;
import io.klpforge.emit.verify.LoaderSimulator;
import io.klpforge.emit.verify.RunningKernel;
import io.klpforge.emit.verify.Simulation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * From plans to a finished module: objects and init source, Kbuild's link, conversion.
 *
 * @param runner runs make
 * @param work gets {@code 3-diff} and {@code 4-module}
 * @param name the module's
 */
record ModuleStage(CommandRunner runner, WorkDirectory work, String name) {
  private static final String COMPLETE = ".complete";

  /** Writes the module's directory to {@code 3-diff}. */
  void write(List<PatchPlan> plans, boolean replace, Path sourceTree) {
    Path header = sourceTree.resolve("include/linux/module.h");
    ImportStyle style =
        ImportStyle.of(Disk.text(header))
            .orElseThrow(
                () -> new Failure(header + ": defines no MODULE_IMPORT_NS; older than Linux 5.4"));
    Disk.delete(work.diff());
    SortedMap<String, Bytes> files =
        ModuleDirectory.files(plans, name, replace, style, LivepatchHeader.features(sourceTree));
    files.forEach((file, bytes) -> Disk.write(work.diff().resolve(file), bytes.toArray()));
    Disk.write(work.diff().resolve(COMPLETE), "");
  }

  /** Links what lies in {@code 3-diff} and converts it. */
  Conversion link(Workspace workspace) {
    if (!Files.exists(work.diff().resolve(COMPLETE))) {
      throw new Failure(
          work.diff()
              + ": not complete; the earlier build did not come that far\n"
              + "    begin with --from diff");
    }
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (Path file : Disk.entries(work.diff())) {
      String entry = file.getFileName().toString();
      if (!entry.equals(COMPLETE)) {
        files.put(entry, Disk.bytes(file));
      }
    }
    Path linked = new ModuleLink(runner, workspace).link(name, files, work.linkLog());
    Disk.delete(work.module());
    Disk.copy(linked, work.module().resolve(name + ".linked.ko"));
    return LivepatchConverter.convert(
        name + ".ko", Disk.bytes(linked), LivepatchHeader.features(workspace.tree()));
  }

  /**
   * {@return what would become of the module in the kernel}; it stays in {@code 4-module}.
   *
   * @param plans it was built from; none if they are of an earlier run
   */
  Simulation verify(Bytes module, RunningKernel kernel, List<PatchPlan> plans) {
    Disk.write(work.module().resolve(name + ".ko"), module.toArray());
    return LoaderSimulator.simulate(name + ".ko", module, kernel, plans);
  }

  /** Delivers the verified module under its final name, whole or not at all. */
  Path deliver(Bytes module, Path output) {
    Disk.write(work.module().resolve(COMPLETE), "");
    Path target = Disk.directory(output).resolve(name + ".ko");
    Path unfinished = output.resolve("." + name + ".ko." + ProcessHandle.current().pid());
    try {
      Disk.write(unfinished, module.toArray());
      Disk.rename(unfinished, target);
    } finally {
      Disk.delete(unfinished);
    }
    return target;
  }
}
