package io.klpforge.emit.verify;

import java.util.List;

/**
 * What would become of a module in a kernel.
 *
 * @param steps all steps, in the loader's order
 * @param references where the module's code leads to once it is relocated, in file order
 */
public record Simulation(List<StepOutcome> steps, List<CodeReference> references) {

  /** Copies the lists. */
  public Simulation {
    steps = List.copyOf(steps);
    references = List.copyOf(references);
  }

  /** {@return all findings, in the steps' order} */
  public List<LoaderFinding> findings() {
    return steps.stream().flatMap(step -> step.findings().stream()).toList();
  }

  /** {@return whether nothing forbids to deliver the module} */
  public boolean loads() {
    return findings().stream().noneMatch(LoaderFinding::isError);
  }

  /** {@return what {@code insmod} ends with; {@link Errno#NONE} if it succeeds} */
  public Errno insmod() {
    return findings().stream()
        .filter(finding -> finding.isError() && finding.consequence() == Consequence.INSMOD)
        .map(LoaderFinding::errno)
        .findFirst()
        .orElse(Errno.NONE);
  }
}
