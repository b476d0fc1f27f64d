package io.klpforge.driver.vm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a guest's report says about one livepatch.
 *
 * @param works whether it loaded, the transition ended, the kernel did not complain, the commands
 *     showed what was expected, and it could be disabled and unloaded
 * @param reasons why not, each a sentence that may go on in lines indented by four spaces
 */
public record Verdict(boolean works, List<String> reasons) {

  /** Copies the list. */
  public Verdict {
    reasons = List.copyOf(reasons);
  }

  /**
   * {@return the verdict over {@code trial}, which was part of the boot that {@code report} is of}
   */
  public static Verdict of(PatchTrial trial, GuestReport report) {
    List<StepResult> steps = report.scenario(trial.name());
    List<String> reasons = new ArrayList<>();
    for (TrialStep step : TrialStep.values()) {
      steps.stream()
          .filter(result -> result.step().equals(step.stepName()))
          .findFirst()
          .ifPresent(result -> reasons.addAll(step.problems(result, report)));
    }
    if (reasons.isEmpty() && !reached(steps, TrialStep.UNLOAD)) {
      reasons.add("the guest did not get as far as unloading the livepatch");
    }
    trial.expect().ifPresent(text -> reasons.addAll(expectation(text, steps)));
    return new Verdict(reasons.isEmpty(), reasons);
  }

  private static boolean reached(List<StepResult> steps, TrialStep step) {
    return steps.stream().anyMatch(result -> result.step().equals(step.stepName()));
  }

  private static List<String> expectation(String text, List<StepResult> steps) {
    List<String> reasons = new ArrayList<>();
    output(steps, TrialStep.BEFORE)
        .filter(output -> output.contains(text))
        .ifPresent(output -> reasons.add("\"" + text + "\" is shown before the livepatch is in"));
    output(steps, TrialStep.AFTER)
        .filter(output -> !output.contains(text))
        .ifPresent(output -> reasons.add("\"" + text + "\" is not shown with the livepatch in"));
    output(steps, TrialStep.AGAIN)
        .filter(output -> output.contains(text))
        .ifPresent(output -> reasons.add("\"" + text + "\" is still shown, the livepatch gone"));
    return reasons;
  }

  private static Optional<String> output(List<StepResult> steps, TrialStep step) {
    return steps.stream()
        .filter(result -> result.step().equals(step.stepName()))
        .map(StepResult::output)
        .findFirst();
  }
}
