package io.klpforge.diff.special;

import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.SectionRole;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import java.util.Optional;

/** Which code a reference of a table is about. */
final class CodeReference {
  private CodeReference() {}

  /** {@return the code that a reference names, if it names any of this object} */
  static Optional<Piece> owner(Site site) {
    return site.target() instanceof Target.InPiece in && isCode(in.piece())
        ? Optional.of(in.piece())
        : Optional.empty();
  }

  static boolean isCode(Piece piece) {
    return piece.role() == SectionRole.CODE || piece.role() == SectionRole.AUXILIARY_CODE;
  }
}
