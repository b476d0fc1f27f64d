package io.klpforge.diff.reproduce;

import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Site;

/**
 * Where a shipped operand says that a piece of our object is.
 *
 * @param site our own operand
 * @param target the piece it means
 * @param offset the place in the piece that is meant
 * @param address where the shipped operand says the piece begins
 */
record Pointed(Site site, Piece target, long offset, long address) {

  /** {@return the same, told of another place of the piece that holds the operand} */
  Pointed seenAt(long place) {
    Site seen = new Site(place, site.type(), site.width(), site.branch(), site.target());
    return new Pointed(seen, target, offset, address);
  }
}
