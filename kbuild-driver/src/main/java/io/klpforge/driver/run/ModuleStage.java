package io.klpforge.driver.run;

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
 * @param key signs the module; empty to leave it unsigned
 */
record ModuleStage(
    CommandRunner runner, WorkDirectory work, String name, Optional<CheckedKey> key) {
  /** What begins so is for us; the rest of a directory is for Kbuild. */
  private static final String OWN = ".";

  private static final String COMPLETE = OWN + "complete";
  private static final String DRAFT = OWN + "manifest";

  /** Writes the module's directory to {@code 3-diff}. */
  void write(
      List<PatchPlan> plans, ManifestDraft draft, Path sourceTree, Set<KernelFeature> features) {
    Path header = sourceTree.resolve("include/linux/module.h");
    ImportStyle style =
        ImportStyle.of(Disk.text(header))
            .orElseThrow(
                () -> new Failure(header + ": defines no MODULE_IMPORT_NS; older than Linux 5.4"));
    Disk.delete(work.diff());
    SortedMap<String, Bytes> files =
        ModuleDirectory.files(plans, name, draft.replace(), style, features);
    files.forEach((file, bytes) -> Disk.write(work.diff().resolve(file), bytes.toArray()));
    Disk.write(work.diff().resolve(DRAFT), draft.text());
    Disk.write(work.diff().resolve(COMPLETE), "");
  }

  /** {@return the part of the manifest that {@code 3-diff} holds} */
  JsonValue.Members draft() {
    Path file = work.diff().resolve(DRAFT);
    return JsonReader.read(file.toString(), Disk.text(file));
  }

  /** Links what lies in {@code 3-diff} and converts it. */
  Conversion link(Workspace workspace, Set<KernelFeature> features) {
    if (!Files.exists(work.diff().resolve(COMPLETE))) {
      throw new Failure(
          work.diff()
              + ": not complete; the earlier build did not come that far\n"
              + "    begin with --from diff");
    }
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (Path file : Disk.entries(work.diff())) {
      String entry = file.getFileName().toString();
      if (!entry.startsWith(OWN)) {
        files.put(entry, Disk.bytes(file));
      }
    }
    Path linked = new ModuleLink(runner, workspace).link(name, files, work.linkLog());
    Disk.delete(work.module());
    Disk.copy(linked, work.module().resolve(name + ".linked.ko"));
    return LivepatchConverter.convert(name + ".ko", Disk.bytes(linked), features);
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

  /** Makes sure, before the module is made, that it can be signed. */
  void proveSigning(Workspace workspace) {
    signer(workspace).ifPresent(signer -> signer.prove(work.path()));
  }

  /** {@return the signature of the verified module, if it is to be signed: the very last edit} */
  Optional<AppendedSignature> sign(Workspace workspace) {
    Path module = work.module().resolve(name + ".ko");
    Path signed = work.module().resolve(name + ".signed.ko");
    return signer(workspace).map(signer -> signer.sign(module, signed));
  }

  private Optional<ModuleSigner> signer(Workspace workspace) {
    return key.map(checked -> new ModuleSigner(workspace.signFile(runner), checked));
  }

  /**
   * Delivers the verified module under its final name, and its manifest as {@code NAME.json}: both
   * whole, or neither if one cannot be written. Where the module is new, the manifest is.
   */
  Path deliver(Delivery.Parcel parcel, Path output) {
    Disk.write(work.module().resolve(COMPLETE), "");
    Path manifest = output.resolve(name + ".json");
    Path module = output.resolve(name + ".ko");
    try {
      Disk.write(unfinished(manifest), parcel.manifest());
      Disk.write(unfinished(module), parcel.bytes().toArray());
      Disk.rename(unfinished(manifest), manifest);
      Disk.rename(unfinished(module), module);
    } finally {
      Disk.delete(unfinished(manifest));
      Disk.delete(unfinished(module));
    }
    return module;
  }

  private static Path unfinished(Path target) {
    return target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid());
  }
}
