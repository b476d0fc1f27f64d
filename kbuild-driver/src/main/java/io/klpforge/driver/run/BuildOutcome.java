package io.klpforge.driver.run;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import io.klpforge.diff.type.ChangedLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What came of a build.
 *
 * @param objects what the differ said of each, in order
 * @param layouts types that lie otherwise in memory with the patch; {@code findings} tell of them
 * @param findings of all stages, in order; those of {@code objects} included
 * @param module the finished module; empty if there is none
 */
public record BuildOutcome(
    List<ObjectReport> objects,
    List<ChangedLayout> layouts,
    List<Finding> findings,
    Optional<Path> module) {

  /** Before the first stage. */
  static final BuildOutcome NOTHING_YET =
      new BuildOutcome(List.of(), List.of(), List.of(), Optional.empty());

  /** Copies the lists. */
  public BuildOutcome {
    objects = List.copyOf(objects);
    layouts = List.copyOf(layouts);
    findings = List.copyOf(findings);
  }

  /** {@return whether a finding forbids a livepatch} */
  public boolean isRefused() {
    return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
  }
}
