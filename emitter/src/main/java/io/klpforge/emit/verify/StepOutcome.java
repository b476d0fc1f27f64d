package io.klpforge.emit.verify;

import java.util.List;

/**
 * What one step of the loader says.
 *
 * @param step its title
 * @param reached false if the file was too damaged to come this far
 * @param examined what was looked at, in a few words; may be empty
 * @param findings in file order
 */
public record StepOutcome(
    String step, boolean reached, String examined, List<LoaderFinding> findings) {

  /** Copies the list. */
  public StepOutcome {
    findings = List.copyOf(findings);
  }

  static StepOutcome notReached(String title) {
    return new StepOutcome(title, false, "", List.of());
  }

  /** {@return how many of the findings are errors} */
  public long errors() {
    return findings.stream().filter(LoaderFinding::isError).count();
  }
}
