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
record Pointed(Site site, Piece target, long offset, long address) {}
