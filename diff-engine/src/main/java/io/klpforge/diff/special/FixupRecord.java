package io.klpforge.diff.special;

import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import java.util.ArrayList;
import java.util.List;

/**
 * A record whose distances are from its own first byte, so that addends are too large by the
 * field's place in it; the ends it names are those of the pieces it names as begins.
 *
 * <p>Source: {@code struct fixup_entry}, arch/powerpc/include/asm/feature-fixups.h, Linux 6.1.
 */
final class FixupRecord {
  /** The begin of the code, its end, the begin of the other code, its end. */
  private static final int REFERENCES = 4;

  private FixupRecord() {}

  /** {@return the references of a record with what they truly mean} */
  static List<Site> meant(ObjectLayout layout, SpecialSection table, List<Site> sites) {
    if (sites.size() != REFERENCES
        || sites.stream().allMatch(site -> table.bias(site.offset()) == 0)) {
      return sites;
    }
    List<Site> meant = new ArrayList<>();
    for (int i = 0; i < REFERENCES; i += 2) {
      Site begin = begin(layout, table, sites.get(i));
      meant.add(begin);
      meant.add(end(begin, sites.get(i + 1)));
    }
    return meant;
  }

  private static Site begin(ObjectLayout layout, SpecialSection table, Site site) {
    if (!(site.target() instanceof Target.InPiece in)) {
      return site;
    }
    long written = in.piece().start() + in.addend();
    long place = written - table.bias(site.offset());
    Piece piece = layout.pieceAt(in.piece().section(), place).orElse(in.piece());
    return site.meaning(new Target.InPiece(piece, written - piece.start(), place - piece.start()));
  }

  /** The end of an alternative is where the next one begins, but belongs to the one before. */
  private static Site end(Site begin, Site site) {
    boolean sameSection =
        begin.target() instanceof Target.InPiece first
            && site.target() instanceof Target.InPiece in
            && first.piece().section().equals(in.piece().section());
    if (!sameSection) {
      return site;
    }
    Piece piece = ((Target.InPiece) begin.target()).piece();
    Target.InPiece in = (Target.InPiece) site.target();
    long addend = in.piece().start() + in.addend() - piece.start();
    return site.meaning(new Target.InPiece(piece, addend, addend));
  }
}
