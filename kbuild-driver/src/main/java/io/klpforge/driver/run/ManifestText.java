package io.klpforge.driver.run;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.cache.Sha256;
import io.klpforge.driver.kernel.SourceVersion;
import io.klpforge.driver.manifest.Manifest;
import io.klpforge.driver.manifest.ModuleContents;
import io.klpforge.driver.manifest.ModuleSet;
import io.klpforge.driver.report.Json;
import io.klpforge.driver.report.JsonValue;
import io.klpforge.driver.report.Version;
import io.klpforge.emit.inspect.LivepatchModule;
import io.klpforge.emit.inspect.ReplacedObject;
import io.klpforge.emit.verify.LoaderFinding;
import io.klpforge.emit.verify.RunningKernel;
import io.klpforge.emit.verify.Simulation;
import io.klpforge.emit.verify.StepOutcome;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Writes manifests. What each member says is in {@code manifest.schema.json}.
 *
 * <p>Nothing of when, where or by whom a module was built gets into it.
 *
 * @param kernel the module is for
 * @param view what is known of it
 * @param draft what {@link ManifestDraft} wrote
 * @param set the modules made together, if the livepatch is split
 */
record ManifestText(
    LocatedKernel kernel, KernelView view, JsonValue.Members draft, Optional<ModuleSet> set) {

  /**
   * {@return the manifest of a module}
   *
   * @param module as it reads back
   * @param simulation what would become of it
   */
  String of(ModuleContents module, Simulation simulation) {
    String text =
        Json.document(
            json -> {
              json.number("format", Manifest.FORMAT);
              json.text("tool", Version.TEXT);
              json.text("compiler", kernel.compilerVersion());
              json.object("kernel", members -> kernel(members, module.livepatch()));
              json.members(draft);
              json.object("module", module::write);
              if (set.isPresent()) {
                json.object("split", set.get()::write);
              }
              json.object("verification", members -> verification(members, simulation));
            });
    return text + "\n";
  }

  private void kernel(Json json, LivepatchModule module) throws IOException {
    json.text("release", view.running().release());
    json.text("banner", view.banner());
    json.text("vermagic", view.running().vermagic().orElse("").strip());
    json.text("source", SourceVersion.of(kernel.source().directory()).text());
    json.text("compiler", kernel.config().compilerVersion());
    json.text("configSha256", Sha256.of(Disk.bytes(kernel.kernel().config())));
    json.text("buildId", view.buildIds().of(RunningKernel.VMLINUX).orElse(""));
    List<String> modules =
        module.objects().stream()
            .map(ReplacedObject::name)
            .filter(name -> !name.equals(RunningKernel.VMLINUX))
            .toList();
    json.objects("modules", modules, this::module);
  }

  private void module(Json json, String name) throws IOException {
    json.text("name", name);
    json.text("buildId", view.buildIds().of(name).orElse(""));
  }

  private static void verification(Json json, Simulation simulation) throws IOException {
    json.flag("loads", simulation.loads());
    json.objects("steps", simulation.steps(), ManifestText::step);
  }

  private static void step(Json json, StepOutcome step) throws IOException {
    json.text("step", step.step());
    json.objects(
        "findings",
        step.findings().stream().map(LoaderFinding::finding).toList(),
        ManifestDraft::finding);
  }
}
