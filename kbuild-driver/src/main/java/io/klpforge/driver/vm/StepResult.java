package io.klpforge.driver.vm;

/**
 * What one step left.
 *
 * @param scenario the scenario's name
 * @param step the step's name
 * @param ended false if the guest died under it; the rest is then what came before that
 * @param status exit status of the command, 0 to 255; -1 if it did not end
 * @param output what the command printed, stdout and stderr interleaved
 * @param log what the kernel logged meanwhile, with its time stamps
 */
public record StepResult(
    String scenario, String step, boolean ended, int status, String output, String log) {

  /** {@return whether the command ended with status 0} */
  public boolean succeeded() {
    return ended && status == 0;
  }
}
