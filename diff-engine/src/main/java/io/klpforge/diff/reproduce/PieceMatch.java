package io.klpforge.diff.reproduce;

import io.klpforge.diff.layout.Piece;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What became of one function or variable.
 *
 * @param piece in our object
 * @param standing what the running kernel has of it
 * @param address where it has it; empty if it has none
 * @param mismatch the first difference, if it differs
 */
public record PieceMatch(
    Piece piece, Standing standing, OptionalLong address, Optional<Mismatch> mismatch) {

  /** {@return whether the running kernel's is another one} */
  public boolean differs() {
    return standing == Standing.DIFFERS;
  }

  /** {@return whether the running kernel has it, the same or another} */
  public boolean isPresent() {
    return standing == Standing.IDENTICAL || standing == Standing.DIFFERS;
  }
}
