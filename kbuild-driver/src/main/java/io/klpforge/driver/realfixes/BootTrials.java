package io.klpforge.driver.realfixes;

import io.klpforge.driver.report.Progress;
import io.klpforge.driver.vm.GuestBoot;
import io.klpforge.driver.vm.GuestReport;
import io.klpforge.driver.vm.PatchTrial;
import io.klpforge.driver.vm.TrialStep;
import io.klpforge.driver.vm.Verdict;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Loads livepatches in the virtual machine, several in one boot, each with its modules first.
 *
 * @param vmlinuz what is booted
 * @param modules of that kernel
 * @param store keeps results
 */
record BootTrials(Path vmlinuz, Path modules, SurveyStore store) {
  private static final int IN_A_BOOT = 8;

  /** One try of one livepatch. */
  private record Try(FixResult fix, boolean alone, List<String> earlier) {
    PatchTrial trial(Path modules) {
      List<String> first = alone ? List.of() : fix.targets();
      return PatchTrial.of(fix.name(), fix.module().orElseThrow())
          .withModules(modules, first, List.of());
    }
  }

  /** Loads all that was not loaded before; {@code progress} is told of each. */
  void run(List<FixResult> fixes, Progress progress) {
    Deque<Try> left = new ArrayDeque<>();
    for (FixResult fix : fixes) {
      if (store.boot(fix.name()).isPresent()) {
        progress.done(fix.name());
      } else {
        left.add(new Try(fix, false, List.of()));
      }
    }
    while (!left.isEmpty()) {
      boot(left, progress);
    }
  }

  private void boot(Deque<Try> left, Progress progress) {
    List<Try> now = new ArrayList<>();
    while (!left.isEmpty() && now.size() < IN_A_BOOT) {
      now.add(left.remove());
    }
    List<PatchTrial> trials = now.stream().map(one -> one.trial(modules)).toList();
    GuestReport report =
        new GuestBoot(vmlinuz, GuestBoot.GENEROUS)
            .run(trials.stream().map(PatchTrial::scenario).toList());
    for (int i = 0; i < now.size(); i++) {
      Try one = now.get(i);
      Verdict verdict = Verdict.of(trials.get(i), report);
      boolean reached = i == 0 || !report.scenario(one.fix().name()).isEmpty();
      if (!reached) {
        left.add(one); // the guest died before it
      } else if (lacksModule(one, report)) {
        left.add(new Try(one.fix(), true, verdict.reasons()));
      } else {
        List<String> reasons = new ArrayList<>(one.earlier());
        reasons.addAll(verdict.reasons());
        store.put(new BootResult(one.fix().name(), verdict.works(), one.alone(), reasons));
        progress.done(one.fix().name());
      }
    }
  }

  private static boolean lacksModule(Try one, GuestReport report) {
    return !one.alone()
        && report
            .step(one.fix().name(), TrialStep.MODULES.stepName())
            .filter(step -> step.ended() && !step.succeeded())
            .isPresent();
  }
}
