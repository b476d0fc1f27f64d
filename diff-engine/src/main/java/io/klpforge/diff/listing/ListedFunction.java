package io.klpforge.diff.listing;

import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * One version of a function, and how to read it.
 *
 * @param layout the object it is in
 * @param piece the function
 * @param key the name by which a piece of the object is compared with those of the other version's:
 *     one for twins
 * @param sources the source line of the instruction at an offset of the function, where known
 */
public record ListedFunction(
    ObjectLayout layout,
    Piece piece,
    Function<Piece, String> key,
    LongFunction<Optional<SourceText>> sources) {}
