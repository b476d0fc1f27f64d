package io.klpforge.driver.run;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.select.KernelFeature;
import io.klpforge.diff.select.PatchPlan;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.kbuild.ModuleLink;
import io.klpforge.driver.kbuild.Workspace;
import io.klpforge.driver.report.Failure;
import io.klpforge.driver.report.JsonReader;
import io.klpforge.driver.report.JsonValue;
import io.klpforge.driver.sign.CheckedKey;
import io.klpforge.driver.sign.ModuleSigner;
import io.klpforge.emit.livepatch.Conversion;
import io.klpforge.emit.livepatch.ImportStyle;
import io.klpforge.emit.livepatch.LivepatchConverter;
import io.klpforge.emit.livepatch.ModuleDirectory;
import io.klpforge.emit.signature.AppendedSignature;
import io.klpforge.emit.verify.LoaderSimulator;
import io.klpforge.emit.verify.RunningKernel;
import io.klpforge.emit.verify.Simulation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * From plans to a finished module: objects and init source, Kbuild's link, conversion.
 *
 * @param runner runs make
 * @param work gets {@code 3-diff} and {@code 4-module}
 * @param name the module's
 * @param plans it is made of; none if they are of an earlier run
 * @param alone whether it is the only one; else it has a directory of its name in each of those
 * @param key signs the module; empty to leave it unsigned
 */
record ModuleStage(
    CommandRunner runner,
    WorkDirectory work,
    String name,
    List<PatchPlan> plans,
    boolean alone,
    Optional<CheckedKey> key) {
  /** What begins so is for us; the rest of a directory is for Kbuild. */
  private static final String OWN = ".";

  private static final String COMPLETE = OWN + "complete";
  private static final String DRAFT = OWN + "manifest";

  /** Copies the list. */
  ModuleStage {
    plans = List.copyOf(plans);
  }

  private Path diff() {
    return alone ? work.diff() : work.diff().resolve(name);
  }

  private Path module() {
    return alone ? work.module() : work.module().resolve(name);
  }

  private Path log() {
    return alone ? work.linkLog() : work.linkLog().resolveSibling("link-" + name + ".log");
  }

  /** Writes the module's directory to {@code 3-diff}. */
  void write(ManifestDraft draft, Path sourceTree, Set<KernelFeature> features) {
    Path header = sourceTree.resolve("include/linux/module.h");
    ImportStyle style =
        ImportStyle.of(Disk.text(header))
            .orElseThrow(
                () -> new Failure(header + ": defines no MODULE_IMPORT_NS; older than Linux 5.4"));
    SortedMap<String, Bytes> files =
        ModuleDirectory.files(plans, name, draft.replace(), style, features);
    files.forEach((file, bytes) -> Disk.write(diff().resolve(file), bytes.toArray()));
    Disk.write(diff().resolve(DRAFT), draft.text());
    Disk.write(diff().resolve(COMPLETE), "");
  }

  /** {@return the part of the manifest that {@code 3-diff} holds} */
  JsonValue.Members draft() {
    Path file = diff().resolve(DRAFT);
    return JsonReader.read(file.toString(), Disk.text(file));
  }

  /** Links what lies in {@code 3-diff} and converts it. */
  Conversion link(Workspace workspace, Set<KernelFeature> features) {
    if (!Files.exists(diff().resolve(COMPLETE))) {
      throw new Failure(
          diff()
              + ": not complete; the earlier build did not come that far\n"
              + "    begin with --from diff");
    }
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (Path file : Disk.entries(diff())) {
      String entry = file.getFileName().toString();
      if (!entry.startsWith(OWN)) {
        files.put(entry, Disk.bytes(file));
      }
    }
    Path linked = new ModuleLink(runner, workspace).link(name, files, log());
    Disk.copy(linked, module().resolve(name + ".linked.ko"));
    List<Finding> complaints = ModuleLink.complaints(name, log());
    return complaints.isEmpty()
        ? LivepatchConverter.convert(name + ".ko", Disk.bytes(linked), features)
        : new Conversion(Optional.empty(), complaints);
  }

  /** {@return what would become of the module in the kernel}; it stays in {@code 4-module} */
  Simulation verify(Bytes module, RunningKernel kernel) {
    Disk.write(module().resolve(name + ".ko"), module.toArray());
    return LoaderSimulator.simulate(name + ".ko", module, kernel, plans);
  }

  /** {@return the signature of the verified module, if it is to be signed: the very last edit} */
  Optional<AppendedSignature> sign(Workspace workspace) {
    Path module = module().resolve(name + ".ko");
    Path signed = module().resolve(name + ".signed.ko");
    return key.map(
        checked -> new ModuleSigner(workspace.signFile(runner), checked).sign(module, signed));
  }

  /** Notes that the module is verified, and all that is asked for. */
  void complete() {
    Disk.write(module().resolve(COMPLETE), "");
  }
}
