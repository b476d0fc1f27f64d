package io.klpforge.driver.vm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The steps of a {@link PatchTrial}, in order, and how each one's result is judged. */
public enum TrialStep {
  /** Loads the modules that must be there first. */
  MODULES("a module could not be loaded before the livepatch", false),
  /** The user's command before the livepatch. */
  BEFORE("", false),
  /** {@code insmod}: the kernel's loader, and the enabling of the patch. */
  LOAD("the kernel refused the livepatch", true),
  /** Waits until every task runs the patched functions. */
  TRANSITION("the transition did not end", true),
  /** Loads the modules that come after the livepatch. */
  LATE_MODULES("a module could not be loaded after the livepatch", true),
  /** The user's command with the livepatch in place. */
  AFTER("", true),
  /**
   * Turns the livepatch off and waits until every task has left it; prints {@link #REPLACED} where
   * a later one did that.
   */
  DISABLE("the livepatch could not be disabled", true),
  /** {@code rmmod}. */
  UNLOAD("the livepatch could not be unloaded", true),
  /** The user's first command once more. */
  AGAIN("", true),
  /** Unloads what was loaded beside the livepatch. */
  CLEAN_UP("", false);

  private static final String REPLACED = "replaced by a livepatch loaded later";

  private final String failure;
  private final boolean logCounts;

  TrialStep(String failure, boolean logCounts) {
    this.failure = failure;
    this.logCounts = logCounts;
  }

  /** {@return the name the guest knows the step by} */
  public String stepName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * {@return the name of the step for one of several livepatches}
   *
   * @param livepatch its place, from 0 on; the first one's steps have the plain name
   */
  public String stepName(int livepatch) {
    return livepatch == 0 ? stepName() : stepName() + "-" + (livepatch + 1);
  }

  /** {@return whether each livepatch has a step of its own} */
  boolean isOfOne() {
    return switch (this) {
      case LOAD, TRANSITION, DISABLE, UNLOAD -> true;
      case MODULES, BEFORE, LATE_MODULES, AFTER, AGAIN, CLEAN_UP -> false;
    };
  }

  /** {@return whether a livepatch, by its place, was not there any more when it was turned off} */
  static boolean isReplaced(List<StepResult> steps, int livepatch) {
    return steps.stream()
        .filter(result -> result.step().equals(DISABLE.stepName(livepatch)))
        .anyMatch(result -> result.output().startsWith(REPLACED));
  }

  /** {@return what is wrong, in people's words; empty if nothing is} */
  List<String> problems(StepResult result, GuestReport report) {
    List<String> problems = new ArrayList<>();
    if (!result.ended()) {
      problems.add(
          "the guest died at step " + result.step() + quoted(KernelLog.end(report.console())));
    } else if (!result.succeeded() && !failure.isEmpty()) {
      problems.add(failure + quoted(result.output() + result.log()));
    } else if (logCounts && KernelLog.complains(result.log())) {
      problems.add(
          "the kernel complained at step "
              + result.step()
              + quoted(KernelLog.fromFirstComplaint(result.log())));
    }
    return problems;
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder();
    text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .forEach(line -> quoted.append("\n    | ").append(line));
    return quoted.toString();
  }
}
