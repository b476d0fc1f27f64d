package io.klpforge.diff.reproduce;

import java.util.List;
import java.util.Optional;

/**
 * A piece compared with what is shipped at one address.
 *
 * @param mismatch the first difference that shows without knowing where the object's other pieces
 *     are
 * @param pointed where the operands say that these are; none if there is a mismatch
 */
record Comparison(Optional<Mismatch> mismatch, List<Pointed> pointed) {

  Comparison {
    pointed = List.copyOf(pointed);
  }

  static Comparison differs(long offset, String what) {
    return new Comparison(Optional.of(new Mismatch(offset, what)), List.of());
  }

  static Comparison same(List<Pointed> pointed) {
    return new Comparison(Optional.empty(), pointed);
  }
}
