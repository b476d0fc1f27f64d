package io.klpforge.diff.reproduce;

import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Site;

/**
 * Where a shipped operand says that a piece of our object is.
 *
 * @param site our own operand
 * @param place where it is in the function or variable compared, bytes
 * @param target the piece it means
 * @param offset the place in the piece that is meant
 * @param address where the shipped operand says the piece begins
 */
record Pointed(Site site, long place, Piece target, long offset, long address) {

  /** {@return the same, told of another place of what is compared} */
  Pointed seenAt(long other) {
    return new Pointed(site, other, target, offset, address);
  }
}
