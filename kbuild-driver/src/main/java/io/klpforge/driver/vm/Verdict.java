package io.klpforge.driver.vm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a guest's report says about livepatches.
 *
 * @param works whether they loaded, the transitions ended, the kernel did not complain, the
 *     commands showed what was expected, and they could be disabled and unloaded
 * @param replaced whether a livepatch loaded later took one away, so that it was not disabled
 * @param reasons why not, each a sentence that may go on in lines indented by four spaces
 */
public record Verdict(boolean works, boolean replaced, List<String> reasons) {

  /** Copies the list. */
  public Verdict {
    reasons = List.copyOf(reasons);
  }

  private Verdict(boolean replaced, List<String> reasons) {
    this(reasons.isEmpty(), replaced, reasons);
  }

  /**
   * {@return the verdict over {@code trial}, which was part of the boot that {@code report} is of}
   */
  public static Verdict of(PatchTrial trial, GuestReport report) {
    List<String> reasons = new ArrayList<>(together(trial, report).reasons());
    boolean replaced = false;
    for (int i = 0; i < trial.livepatches().size(); i++) {
      Verdict one = of(trial, i, report);
      reasons.addAll(one.reasons());
      replaced |= one.replaced();
    }
    return new Verdict(replaced, reasons);
  }

  /** {@return the verdict over one livepatch of {@code trial} alone, by its place} */
  public static Verdict of(PatchTrial trial, int livepatch, GuestReport report) {
    List<StepResult> steps = report.scenario(trial.name());
    List<String> reasons = new ArrayList<>();
    for (TrialStep step : TrialStep.values()) {
      if (step.isOfOne()) {
        result(steps, step.stepName(livepatch))
            .ifPresent(result -> reasons.addAll(step.problems(result, report)));
      }
    }
    if (reasons.isEmpty() && result(steps, TrialStep.UNLOAD.stepName(livepatch)).isEmpty()) {
      reasons.add("the guest did not get as far as unloading the livepatch");
    }
    return new Verdict(TrialStep.isReplaced(steps, livepatch), reasons);
  }

  /** {@return the verdict over what is not about one livepatch of {@code trial}} */
  public static Verdict together(PatchTrial trial, GuestReport report) {
    List<StepResult> steps = report.scenario(trial.name());
    List<String> reasons = new ArrayList<>();
    for (TrialStep step : TrialStep.values()) {
      if (!step.isOfOne()) {
        result(steps, step.stepName())
            .ifPresent(result -> reasons.addAll(step.problems(result, report)));
      }
    }
    trial.expect().ifPresent(text -> reasons.addAll(expectation(text, steps)));
    return new Verdict(false, reasons);
  }

  private static Optional<StepResult> result(List<StepResult> steps, String name) {
    return steps.stream().filter(result -> result.step().equals(name)).findFirst();
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
    return result(steps, step.stepName()).map(StepResult::output);
  }
}
