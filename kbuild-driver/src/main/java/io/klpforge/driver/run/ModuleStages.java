package io.klpforge.driver.run;

import io.klpforge.diff.select.KernelFeature;
import io.klpforge.diff.select.PatchPlan;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.kbuild.Workspace;
import io.klpforge.driver.report.Failure;
import io.klpforge.driver.sign.CheckedKey;
import io.klpforge.driver.sign.ModuleSigner;
import io.klpforge.emit.livepatch.ObjectSplit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The modules that a build makes: one, or one for each kernel object patched.
 *
 * @param runner runs make
 * @param work gets {@code 3-diff} and {@code 4-module}
 * @param name of the build
 * @param split whether there is one for each object
 * @param key signs the modules; empty to leave them unsigned
 */
record ModuleStages(
    CommandRunner runner,
    WorkDirectory work,
    String name,
    boolean split,
    Optional<CheckedKey> key) {
  /** In {@code 3-diff}: names of the modules, one a line, when all are there. */
  private static final String LIST = ".modules";

  /** Makes sure, before anything is made, that it can be signed. */
  void proveSigning(Workspace workspace) {
    key.ifPresent(
        checked -> new ModuleSigner(workspace.signFile(runner), checked).prove(work.path()));
  }

  /** {@return a stage for each module, whose directory is in {@code 3-diff} now} */
  List<ModuleStage> write(
      List<PatchPlan> plans, ManifestDraft draft, Path sourceTree, Set<KernelFeature> features) {
    Disk.delete(work.diff());
    Disk.delete(work.module());
    if (!split) {
      ModuleStage stage = stage(name, plans);
      stage.write(draft, sourceTree, features);
      return List.of(stage);
    }
    List<ModuleStage> stages = new ArrayList<>();
    for (ObjectSplit.Part part : ObjectSplit.of(plans)) {
      ModuleStage stage = stage(ModuleName.ofObject(name, part.object()), part.plans());
      stage.write(draft.of(part.object()), sourceTree, features);
      stages.add(stage);
    }
    String names = String.join("\n", stages.stream().map(ModuleStage::name).toList());
    Disk.write(work.diff().resolve(LIST), names);
    return stages;
  }

  /**
   * {@return a stage for each module whose directory an earlier run left}
   *
   * @throws Failure if that run was to make one module and this is to make several
   */
  List<ModuleStage> written() {
    Disk.delete(work.module());
    if (!split) {
      return List.of(stage(name, List.of()));
    }
    Path list = work.diff().resolve(LIST);
    if (!Files.exists(list)) {
      throw new Failure(
          work.diff()
              + ": holds no module for each object; the earlier build was not one with --split,"
              + " or did not come that far\n    begin with --from diff");
    }
    return Disk.lines(list).stream().map(module -> stage(module, List.of())).toList();
  }

  private ModuleStage stage(String module, List<PatchPlan> plans) {
    return new ModuleStage(runner, work, module, plans, !split, key);
  }
}
