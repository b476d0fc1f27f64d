package io.klpforge.emit.convert;

import io.klpforge.diff.select.Export;
import java.util.List;
import java.util.Optional;

/**
 * A symbol that a module refers to and does not define.
 *
 * @param name its name
 * @param export who exports it, if anyone does
 * @param candidates what it can mean; of an exported one those of its owner; empty if no object of
 *     the kernel has it
 */
public record NeededSymbol(String name, Optional<Export> export, List<Candidate> candidates) {

  /** Copies the list. */
  public NeededSymbol {
    candidates = List.copyOf(candidates);
  }

  /** {@return everything {@code module} needs of a kernel, sorted by name} */
  public static List<NeededSymbol> of(HandwrittenModule module, KernelNames kernel) {
    return module.names().stream()
        .map(name -> new NeededSymbol(name, kernel.export(name), kernel.meant(name)))
        .toList();
  }

  /** {@return whether the kernel has it once, or exports it} */
  public boolean isUnique() {
    return export.isPresent() || candidates.size() == 1;
  }

  /** {@return whether no object of the kernel has it} */
  public boolean isNowhere() {
    return export.isEmpty() && candidates.isEmpty();
  }
}
