package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.select.PatchPlan;
import io.klpforge.emit.inspect.LivepatchModule;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Loads a module in a kernel that is not there: the steps of the kernel's loader, in its order.
 *
 * <p>A step that finds something does not stop the others: all that is wrong is said at once. Only
 * a file whose tables cannot be read ends it.
 *
 * <p>Source: load_module(), kernel/module/main.c; klp_enable_patch(), kernel/livepatch/core.c;
 * Linux 6.1.
 */
public final class LoaderSimulator {
  /** {@code e_ident[EI_DATA]}, and its value {@code ELFDATA2MSB}. */
  private static final int DATA = 5;

  private static final int BIG_ENDIAN = 2;

  private final String fileName;
  private final Bytes file;
  private final RunningKernel kernel;
  private final List<PatchPlan> plans;
  private final List<StepOutcome> outcomes = new ArrayList<>();
  private final List<CodeReference> references = new ArrayList<>();

  private LoaderSimulator(
      String fileName, Bytes file, RunningKernel kernel, List<PatchPlan> plans) {
    this.fileName = fileName;
    this.file = file;
    this.kernel = kernel;
    this.plans = plans;
  }

  /**
   * {@return what would become of a module}
   *
   * @param fileName for messages
   * @param file the module's bytes, in any state
   * @param kernel that is to load it
   */
  public static Simulation simulate(String fileName, Bytes file, RunningKernel kernel) {
    return simulate(fileName, file, kernel, List.of());
  }

  /**
   * {@return the same for a module that was just built}
   *
   * @param plans what it was built from, which it is compared with; none: only what it says itself
   *     is checked
   */
  public static Simulation simulate(
      String fileName, Bytes file, RunningKernel kernel, List<PatchPlan> plans) {
    return new LoaderSimulator(fileName, ordered(file), kernel, plans).simulate();
  }

  /** {@return the same bytes, their numbers in the order the file says they have} */
  private static Bytes ordered(Bytes file) {
    boolean big = file.length() > DATA && file.u8(DATA) == BIG_ENDIAN;
    return Bytes.of(file.toArray(), big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
  }

  private List<LoaderStep> steps() {
    return List.of(
        new ModuleStructure(),
        new LayoutVersion(),
        new Description(),
        new SectionMemory(),
        new UniqueName(),
        new Imports(),
        new KlpSections(),
        new LostRelocations(),
        new RelocationSites(),
        new KlpSymbols(),
        new SpecialTables(),
        new LateTables(),
        new Exports(),
        new SectionNames(),
        new PatchStructures(),
        new OldFunctions(),
        new OtherLivepatches(),
        new PlacedCode(references));
  }

  private Simulation simulate() {
    StepFindings signature = new StepFindings(fileName);
    ModuleSignature.check(file, kernel, signature);
    outcomes.add(signature.outcome("signature"));
    StepFindings elf = new StepFindings(fileName);
    Optional<LoadedModule> module = read(elf);
    outcomes.add(elf.outcome("ELF file"));
    steps().forEach(step -> outcomes.add(outcome(step, module)));
    if (!plans.isEmpty()) {
      outcomes.add(outcome(new MeantTargets(plans), module));
    }
    return new Simulation(outcomes, references);
  }

  private Optional<LoadedModule> read(StepFindings findings) {
    findings.examined(file.length() + " bytes");
    if (!ElfValidity.check(file, kernel, findings)) {
      return Optional.empty();
    }
    try {
      RawElf raw = new RawElf(file);
      ObjectFile elf = ElfReader.read(raw.relinked(raw.symbolTable()).toArray());
      return Optional.of(new LoadedModule(fileName, file, elf, LivepatchModule.of(elf)));
    } catch (MalformedElfException e) {
      findings.add(LoaderRule.ELF_RELOCATIONS, "", e.getMessage());
      return Optional.empty();
    }
  }

  private StepOutcome outcome(LoaderStep step, Optional<LoadedModule> module) {
    if (module.isEmpty()) {
      return StepOutcome.notReached(step.title());
    }
    StepFindings findings = new StepFindings(fileName);
    step.check(module.get(), kernel, findings);
    return findings.outcome(step.title());
  }
}
