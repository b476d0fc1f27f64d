package io.klpforge.diff.select;

import io.klpforge.diff.elf.Symbol;
import java.util.Optional;

/** Where in the running kernel a symbol is. */
sealed interface Resolution {

  /**
   * It is there.
   *
   * @param planned how the livepatch refers to it
   * @param namespace the namespace to import; empty if none
   * @param symbol the kernel's own symbol; empty for an export, which the loader finds
   */
  record Found(PlannedSymbol planned, String namespace, Optional<Symbol> symbol)
      implements Resolution {}

  /**
   * Its name, its source file and the kernel's own operands say different things of where it is.
   *
   * @param why a sentence without a full stop
   */
  record Contradiction(String why) implements Resolution {}

  /**
   * It is not there, or not surely.
   *
   * @param why a sentence without a full stop
   */
  record NotFound(String why) implements Resolution {}
}
