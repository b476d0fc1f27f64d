package io.klpforge.diff.listing;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.QuotedText;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import java.util.function.Function;

/** How the operands of one function read. */
final class OperandText {
  private final ObjectLayout layout;
  private final Bytes code;
  private final Function<Piece, String> key;

  /**
   * The operands of a function.
   *
   * @param code its bytes
   * @param key the name by which a piece is compared with those of another object
   */
  OperandText(ObjectLayout layout, Bytes code, Function<Piece, String> key) {
    this.layout = layout;
    this.code = code;
    this.key = key;
  }

  Operand of(Site site) {
    if (site.target() instanceof Target.InString string) {
      return new Operand(site, QuotedText.of(string.text()), '"' + string.text() + '"');
    }
    if (site.target() instanceof Target.External external) {
      String text = external.symbol().name() + distance(external.addend() + bias(site));
      return new Operand(site, text, text);
    }
    Target.InPiece in = (Target.InPiece) site.target();
    long offset = offset(in, site);
    return new Operand(site, text(in.piece(), offset), key.apply(in.piece()) + distance(offset));
  }

  /** What has no name is told by its place in its section. */
  private String text(Piece piece, long offset) {
    return piece.name().isEmpty()
        ? layout.section(piece).name() + distance(piece.start() + offset)
        : piece.name() + distance(offset);
  }

  /** {@return the place in the piece that the processor will reach} */
  long offset(Target.InPiece in, Site site) {
    return in.addend() + bias(site);
  }

  private int bias(Site site) {
    return layout.architecture().bias(code, (int) site.offset(), site.type());
  }

  private static String distance(long offset) {
    if (offset == 0) {
      return "";
    }
    return String.format(offset < 0 ? "-0x%x" : "+0x%x", Math.abs(offset));
  }
}
