package io.klpforge.driver.vm;

import java.util.List;
import java.util.Optional;

/**
 * What a guest said from boot to end.
 *
 * @param steps in the order they were taken; a step that was left out is not there
 * @param done whether all scenarios were gone through and the guest shut down by itself
 * @param console what the kernel printed to its console: warnings and worse, and a panic if any
 */
public record GuestReport(List<StepResult> steps, boolean done, String console) {

  /** Copies the list. */
  public GuestReport {
    steps = List.copyOf(steps);
  }

  /** {@return the result of one step, if it was begun} */
  public Optional<StepResult> step(String scenario, String step) {
    return steps.stream()
        .filter(result -> result.scenario().equals(scenario) && result.step().equals(step))
        .findFirst();
  }

  /** {@return the results of one scenario's steps, in order} */
  public List<StepResult> scenario(String scenario) {
    return steps.stream().filter(result -> result.scenario().equals(scenario)).toList();
  }
}
