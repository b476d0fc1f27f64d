package io.klpforge.emit.convert;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import io.klpforge.diff.elf.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * What became of a hand-written module.
 *
 * @param module the finished one; empty if it was complete as it was, or cannot be finished
 * @param converted what was done to each reference, for people
 * @param findings what is wrong, or deserves a word
 */
public record ModuleConversion(
    Optional<Bytes> module, List<String> converted, List<Finding> findings) {

  /** Copies the lists. */
  public ModuleConversion {
    converted = List.copyOf(converted);
    findings = List.copyOf(findings);
  }

  /** {@return whether it cannot be finished} */
  public boolean isRefused() {
    return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
  }
}
