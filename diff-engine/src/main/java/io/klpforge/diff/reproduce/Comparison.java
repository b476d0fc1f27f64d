package io.klpforge.diff.reproduce;

import java.util.ArrayList;
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

  static Comparison differs(Mismatch mismatch) {
    return new Comparison(Optional.of(mismatch), List.of());
  }

  static Comparison otherCode(long offset) {
    return differs(Mismatch.code(offset, "other instructions or constants"));
  }

  static Comparison same(List<Pointed> pointed) {
    return new Comparison(Optional.empty(), pointed);
  }

  /** {@return this and another of the same piece, which differs first where this does not} */
  Comparison and(Comparison other) {
    if (mismatch.isPresent() || other.mismatch.isPresent()) {
      return mismatch.isPresent() ? this : other;
    }
    List<Pointed> all = new ArrayList<>(pointed);
    all.addAll(other.pointed);
    return same(all);
  }

  /** {@return whether bytes that no relocation writes to differ} */
  boolean isOtherCode() {
    return mismatch.filter(m -> m.kind() == Mismatch.Kind.CODE).isPresent();
  }
}
