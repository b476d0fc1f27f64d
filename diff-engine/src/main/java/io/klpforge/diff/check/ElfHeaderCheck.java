package io.klpforge.diff.check;

import io.klpforge.diff.compare.ObjectDiff;
import java.util.List;

/** Both objects are of one kind. */
final class ElfHeaderCheck implements PatchabilityCheck {
  @Override
  public List<Finding> check(ObjectDiff diff, String object) {
    if (diff.orig().object().header().equals(diff.patched().object().header())) {
      return List.of();
    }
    return List.of(
        new Finding(
            "elf-header",
            Severity.ERROR,
            object,
            "the ELF headers of the original and the patched object differ",
            "both must be compiled by the same compiler for the same machine"));
  }
}
