package io.klpforge.diff.select;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import java.util.List;

/**
 * A plan and what is to be said about it.
 *
 * @param plan complete only without findings of severity error
 * @param carried everything that goes into the livepatch, in the order of the plan
 * @param findings in the order they were met
 */
public record Selection(PatchPlan plan, List<Carried> carried, List<Finding> findings) {

  /** Copies the lists. */
  public Selection {
    carried = List.copyOf(carried);
    findings = List.copyOf(findings);
  }

  /** {@return whether the plan may be carried out} */
  public boolean isPossible() {
    return findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
  }
}
