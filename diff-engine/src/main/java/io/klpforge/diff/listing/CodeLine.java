package io.klpforge.diff.listing;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One instruction of a function.
 *
 * @param offset its first byte, from the function's first
 * @param size in bytes
 * @param text in Intel's syntax; what a relocation writes stands as {@code <symbol+0x8>} or {@code
 *     <"text">}, a jump in the function as the offset it leads to
 * @param jump the offset in the function that it may go on at, if it is a jump
 * @param source the source line it comes from, where the object has debug information
 */
public record CodeLine(
    int offset, int size, String text, OptionalInt jump, Optional<SourceText> source) {

  /** {@return whether the byte at that offset of the function belongs to it} */
  public boolean covers(long place) {
    return offset <= place && place < offset + size;
  }
}
