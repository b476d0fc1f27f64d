package io.klpforge.diff.layout;

import io.klpforge.diff.arch.Field;
import java.util.Optional;

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
 * @param toc the entry of {@code .toc} that the code reads the address of {@code target} from
 */
public record Site(
    long offset, int type, Field field, boolean branch, Target target, Optional<Piece> toc) {
  /** {@return whether it refers to that piece of the same object} */
  public boolean means(Piece piece) {
    return target instanceof Target.InPiece in && in.piece().equals(piece);
  }

  /** {@return the same at another place} */
  public Site at(long other) {
    return new Site(other, type, field, branch, target, toc);
  }

  /** {@return the same with another meaning} */
  public Site meaning(Target other) {
    return new Site(offset, type, field, branch, other, toc);
  }
}
