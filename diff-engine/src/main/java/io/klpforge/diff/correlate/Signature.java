package io.klpforge.diff.correlate;

import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import java.util.HexFormat;

/** A piece as text: equal texts look like one piece compiled twice. */
final class Signature {
  private Signature() {}

  /** Bytes outside the sites, and what the sites mean, with numbers left out. */
  static String of(ObjectLayout layout, Piece piece) {
    byte[] bytes = layout.bytes(piece).toArray();
    StringBuilder text = new StringBuilder();
    for (Site site : layout.sites(piece)) {
      site.field().clear(bytes, (int) site.offset());
      text.append(site.offset()).append(' ').append(site.type()).append(' ');
      text.append(meaning(site.target())).append('\n');
    }
    return text + HexFormat.of().formatHex(bytes);
  }

  private static String meaning(Target target) {
    if (target instanceof Target.InPiece in) {
      return SymbolName.base(in.piece().name()) + "+" + in.addend();
    }
    if (target instanceof Target.InString string) {
      return '"' + string.text() + '"' + string.addend();
    }
    Target.External external = (Target.External) target;
    return external.symbol().name() + "+" + external.addend();
  }
}
