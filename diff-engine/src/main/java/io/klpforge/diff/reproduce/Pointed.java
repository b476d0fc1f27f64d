package io.klpforge.diff.reproduce;

import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;

/**
 * Where a shipped operand says that a piece of our object is.
 *
 * @param site our own operand
 * @param place where it is in the function or variable compared, bytes
 * @param target the piece it means
 * @param offset the place in the piece that is meant
 * @param address where the shipped operand says the piece begins
 * @param sure whether no other piece can be meant: a distance from a section's start may mean the
 *     end of one variable as well as the start of the next
 */
record Pointed(Site site, long place, Piece target, long offset, long address, boolean sure) {

  /** {@return where a site of ours and the shipped operand in its place lead} */
  static Pointed of(Site site, Target.InPiece in, long operand, boolean sure) {
    return new Pointed(site, site.offset(), in.piece(), in.offset(), operand - in.addend(), sure);
  }

  /** {@return the same, told of another place of what is compared} */
  Pointed seenAt(long other) {
    return new Pointed(site, other, target, offset, address, sure);
  }
}
