/**
 * Functions as people read them: instructions with relocations as symbols, side by side.
 *
 * <p>In come two lists of instructions, out go {@link io.klpforge.diff.listing.Row}s, and lines of
 * text made of them. What a difference means is not decided here.
 */
package io.klpforge.diff.listing;
