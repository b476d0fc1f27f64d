package io.klpforge.diff.compare;

import io.klpforge.diff.layout.Piece;
import java.util.Optional;

/**
 * What a patch did to one function or variable.
 *
 * @param piece in the patched object; in the original one if it was removed
 * @param verdict what happened
 * @param difference the first one, if it changed
 */
public record PieceDiff(Piece piece, Verdict verdict, Optional<Difference> difference) {

  /** {@return whether it must be looked at} */
  public boolean isChanged() {
    return verdict == Verdict.CHANGED;
  }
}
