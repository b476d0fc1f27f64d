package io.klpforge.driver.run;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.driver.manifest.ModuleContents;
import io.klpforge.driver.manifest.ModuleSet;
import io.klpforge.driver.report.Console;
import io.klpforge.emit.livepatch.ManifestSection;
import io.klpforge.emit.verify.RunningKernel;
import io.klpforge.emit.verify.Simulation;
import java.util.List;
import java.util.Optional;

/**
 * The last stage: from a module that is made to one that is verified and tells so.
 *
 * @param kernel it is for
 * @param view what is known of that
 * @param set the modules made together, if the livepatch is split
 * @param console told of steps
 */
record Delivery(LocatedKernel kernel, KernelView view, Optional<ModuleSet> set, Console console) {

  /**
   * A module on its way out.
   *
   * @param bytes the whole file
   * @param manifest the text it carries
   */
  record Parcel(Bytes bytes, String manifest) {}

  /**
   * {@return the module with its manifest; empty if the kernel would not load it}
   *
   * <p>The manifest says what verification said, so there are two: of the module without it, and of
   * what is delivered. They must agree.
   *
   * @param stage has linked the module
   * @param findings told what verification finds
   */
  Optional<Parcel> pack(ModuleStage stage, Bytes module, List<Finding> findings) {
    try (Console.Step step = console.step("verify " + stage.name() + ".ko")) {
      Simulation simulation = verify(stage, module);
      simulation.findings().stream()
          .filter(finding -> finding.rule().severity() != Severity.NOTE)
          .forEach(finding -> findings.add(finding.finding()));
      return simulation.loads() ? Optional.of(pack(stage, module, simulation)) : Optional.empty();
    }
  }

  private Parcel pack(ModuleStage stage, Bytes module, Simulation simulation) {
    String manifest = manifest(stage, module, simulation);
    Bytes complete = ManifestSection.attach(module, manifest);
    Simulation again = verify(stage, complete);
    if (!manifest.equals(manifest(stage, complete, again))
        || !simulation.references().equals(again.references())) {
      throw new IllegalStateException(
          stage.name() + ".ko is another module with its manifest than without");
    }
    return new Parcel(complete, manifest);
  }

  /** It is signed later, if at all. */
  private Simulation verify(ModuleStage stage, Bytes module) {
    RunningKernel running = view.running().acceptingUnsigned();
    return stage.verify(module, running);
  }

  private String manifest(ModuleStage stage, Bytes module, Simulation simulation) {
    ModuleContents contents = ModuleContents.of(ElfReader.read(module.toArray()));
    return new ManifestText(kernel, view, stage.draft(), set).of(contents, simulation);
  }
}
