package io.klpforge.driver.vm;

import io.klpforge.driver.report.Failure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns a {@link PatchTrial} into the guest's steps and files. */
final class TrialScenario {
  private final PatchTrial trial;
  private final List<KernelModule> livepatches;
  private final List<KernelModule> first;
  private final List<KernelModule> late;

  TrialScenario(PatchTrial trial) {
    this.trial = trial;
    this.livepatches =
        trial.livepatches().stream()
            .map(file -> KernelModule.read(file).requireLivepatch())
            .toList();
    requireDifferent(livepatches);
    ModuleDirectory directory =
        trial.modules().map(ModuleDirectory::of).orElseGet(ModuleDirectory::none);
    this.first = joined(directory.inLoadOrder(trial.loadedBefore()), dependencies(directory));
    this.late = directory.inLoadOrder(trial.loadedAfter());
  }

  Scenario build() {
    return new Scenario(trial.name(), files(), steps());
  }

  private List<KernelModule> dependencies(ModuleDirectory directory) {
    return livepatches.stream()
        .map(directory::dependenciesOf)
        .reduce(List.of(), TrialScenario::joined);
  }

  private static void requireDifferent(List<KernelModule> livepatches) {
    Set<String> names = new HashSet<>();
    for (KernelModule livepatch : livepatches) {
      if (!names.add(livepatch.name())) {
        throw new Failure(
            livepatch.name() + ": two of the livepatches have this name; the kernel takes one");
      }
    }
  }

  private List<GuestStep> steps() {
    List<GuestStep> steps = new ArrayList<>();
    addModules(steps, TrialStep.MODULES, first);
    trial.before().ifPresent(command -> steps.add(optional(TrialStep.BEFORE, command)));
    for (int i = 0; i < livepatches.size(); i++) {
      KernelModule livepatch = livepatches.get(i);
      steps.add(required(TrialStep.LOAD, i, "insmod /" + path(livepatch)));
      steps.add(required(TrialStep.TRANSITION, i, "await_patch " + livepatch.name()));
    }
    addModules(steps, TrialStep.LATE_MODULES, late);
    trial.after().ifPresent(command -> steps.add(optional(TrialStep.AFTER, command)));
    for (int i = livepatches.size() - 1; i >= 0; i--) {
      String name = livepatches.get(i).name();
      steps.add(required(TrialStep.DISABLE, i, "disable_patch " + name));
      steps.add(required(TrialStep.UNLOAD, i, "remove_module " + name));
    }
    trial.before().ifPresent(command -> steps.add(optional(TrialStep.AGAIN, command)));
    addCleanUp(steps);
    return steps;
  }

  private void addModules(List<GuestStep> steps, TrialStep step, List<KernelModule> modules) {
    if (!modules.isEmpty()) {
      List<String> commands = new ArrayList<>();
      for (KernelModule module : modules) {
        commands.add("add_module " + module.name() + " /" + path(module));
      }
      steps.add(required(step, String.join(" && ", commands)));
    }
  }

  /** The next scenario in the same boot begins with none of these loaded. */
  private void addCleanUp(List<GuestStep> steps) {
    List<KernelModule> all = joined(first, late);
    if (!all.isEmpty()) {
      StringBuilder command = new StringBuilder("rmmod");
      for (int i = all.size() - 1; i >= 0; i--) {
        command.append(' ').append(all.get(i).name());
      }
      steps.add(optional(TrialStep.CLEAN_UP, command.toString()));
    }
  }

  private static GuestStep required(TrialStep step, String command) {
    return GuestStep.required(step.stepName(), command);
  }

  private static GuestStep required(TrialStep step, int livepatch, String command) {
    return GuestStep.required(step.stepName(livepatch), command);
  }

  private static GuestStep optional(TrialStep step, String command) {
    return GuestStep.optional(step.stepName(), command);
  }

  private List<GuestFile> files() {
    Map<String, GuestFile> files = new LinkedHashMap<>();
    for (KernelModule module : joined(joined(first, late), livepatches)) {
      String path = path(module);
      files.putIfAbsent(path, new GuestFile(path, 0644, module.image()));
    }
    return List.copyOf(files.values());
  }

  private String path(KernelModule module) {
    return "modules/" + trial.name() + "/" + module.name() + ".ko";
  }

  /** Both lists in order; a module that is in the first is left out of the second. */
  private static List<KernelModule> joined(List<KernelModule> one, List<KernelModule> two) {
    Map<String, KernelModule> all = new LinkedHashMap<>();
    one.forEach(module -> all.putIfAbsent(module.name(), module));
    two.forEach(module -> all.putIfAbsent(module.name(), module));
    return List.copyOf(all.values());
  }
}
