package io.klpforge.emit.verify;

import io.klpforge.emit.inspect.EnabledPatch;
import io.klpforge.emit.inspect.ReplacedObject;
import io.klpforge.emit.inspect.ReplacedObject.ReplacedFunction;
import io.klpforge.emit.inspect.SystemState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of the livepatches that are in force already, and of the states they changed.
 *
 * <p>Source: klp_add_nops(), klp_is_patch_compatible() and klp_ftrace_handler(), kernel/livepatch,
 * Linux 6.1: with replace all earlier ones go; without, the latest replacement of a function is the
 * one that runs. A livepatch that replaces must know every state, and no earlier version of one.
 */
final class OtherLivepatches implements LoaderStep {
  private static final int REPLACE_WITH_STATES = 24;
  private static final int REPLACE_WITHOUT = 16;

  @Override
  public String title() {
    return "livepatches in force";
  }

  @Override
  public void check(LoadedModule module, RunningKernel kernel, StepFindings findings) {
    boolean replaces = replaces(module, kernel);
    findings.examined(
        kernel.loaded().size() + " given" + (replaces ? "; this one replaces all" : ""));
    Set<String> own = functions(module.livepatch().objects());
    List<SystemState> states =
        EnabledPatch.of(module.elf()).map(patch -> patch.states(module.elf())).orElse(List.of());
    for (LoadedLivepatch other : kernel.loaded()) {
      checkStates(states, replaces, other, kernel, findings);
      List<String> both = new ArrayList<>(functions(other.livepatch().objects()));
      both.retainAll(own);
      if (replaces) {
        findings.add(
            LoaderRule.REPLACED_LIVEPATCH, "", other.name() + " is taken away when it is loaded");
      } else if (!both.isEmpty()) {
        both.sort(String::compareTo);
        findings.add(
            LoaderRule.CONFLICTING_LIVEPATCH,
            "",
            other.name() + " patches as well: " + String.join(", ", both));
      }
    }
  }

  private static void checkStates(
      List<SystemState> own,
      boolean replaces,
      LoadedLivepatch other,
      RunningKernel kernel,
      StepFindings findings) {
    if (!kernel.image().knowsStates()) {
      return;
    }
    for (SystemState state : other.states()) {
      Optional<SystemState> known = own.stream().filter(s -> s.id() == state.id()).findFirst();
      boolean compatible = known.map(found -> found.version() >= state.version()).orElse(!replaces);
      if (!compatible) {
        findings.add(
            LoaderRule.KLP_STATE,
            "state " + state.id(),
            String.format(
                "%s has version %d of it, this livepatch %s",
                other.name(),
                state.version(),
                known.map(found -> "version " + found.version()).orElse("does not know it")));
      }
    }
  }

  private static boolean replaces(LoadedModule module, RunningKernel kernel) {
    Optional<EnabledPatch> patch = EnabledPatch.of(module.elf());
    int offset = kernel.image().knowsStates() ? REPLACE_WITH_STATES : REPLACE_WITHOUT;
    return patch.map(found -> found.replaces(module.elf(), offset)).orElse(false);
  }

  private static Set<String> functions(List<ReplacedObject> objects) {
    Set<String> keys = new HashSet<>();
    for (ReplacedObject object : objects) {
      for (ReplacedFunction function : object.functions()) {
        long position = Math.max(function.position(), 1);
        keys.add(object.name() + ":" + function.oldName() + "," + position);
      }
    }
    return keys;
  }
}
