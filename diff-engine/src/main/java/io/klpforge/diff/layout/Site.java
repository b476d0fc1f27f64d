package io.klpforge.diff.layout;

/**
 * A relocation seen from the piece that holds it.
 *
 * <p>In a {@code .o} the bytes under a site carry no meaning, so a comparison masks {@link #width}
 * bytes at {@link #offset} and compares the sites instead.
 *
 * @param offset bytes from the first byte of the piece
 * @param type relocation type of the machine's psABI
 * @param width bytes overwritten: 0, 1, 2, 4 or 8
 * @param branch whether the instruction that holds it calls or jumps
 * @param target what is meant
 */
public record Site(long offset, int type, int width, boolean branch, Target target) {}
