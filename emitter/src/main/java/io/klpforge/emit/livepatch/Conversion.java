package io.klpforge.emit.livepatch;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.elf.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * What became of a linked module.
 *
 * @param module the finished livepatch module; empty if the kernel would refuse it
 * @param findings why it would
 */
public record Conversion(Optional<Bytes> module, List<Finding> findings) {

  /** Copies the list. */
  public Conversion {
    findings = List.copyOf(findings);
  }
}
