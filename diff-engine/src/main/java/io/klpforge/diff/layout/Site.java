package io.klpforge.diff.layout;

import io.klpforge.diff.arch.Field;

/**
 * A relocation seen from the piece that holds it.
 *
 * <p>In a {@code .o} the bits under a site carry no meaning, so a comparison masks {@link #field}
 * at {@link #offset} and compares the sites instead. Several sites may share one place.
 *
 * @param offset bytes from the first byte of the piece
 * @param type relocation type of the machine's psABI
 * @param field the bits overwritten
 * @param branch whether the instruction that holds it calls or jumps
 * @param target what is meant
 */
public record Site(long offset, int type, Field field, boolean branch, Target target) {
  /** {@return the same, {@code start} bytes nearer to what it is counted from} */
  public Site from(long start) {
    return new Site(offset - start, type, field, branch, target);
  }

  /** {@return the same with another meaning} */
  public Site meaning(Target other) {
    return new Site(offset, type, field, branch, other);
  }
}
