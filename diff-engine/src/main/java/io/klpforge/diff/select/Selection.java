package io.klpforge.diff.select;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import java.util.List;

/**
 * A plan and what is to be said about it.
 *
 * @param plan complete only without findings of severity error
 * @param findings in the order they were met
 */
public record Selection(PatchPlan plan, List<Finding> findings) {

  /** Copies the list. */
  public Selection {
    findings = List.copyOf(findings);
  }

  /** {@return whether the plan may be carried out} */
  public boolean isPossible() {
    return findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
  }
}
