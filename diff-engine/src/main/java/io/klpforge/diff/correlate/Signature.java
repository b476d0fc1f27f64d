package io.klpforge.diff.correlate;

import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import java.util.HexFormat;
import java.util.List;

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

  /**
   * {@return whether two lists of sites are at the same places and mean the same but for numbers}
   */
  static boolean meanTheSame(List<Site> orig, List<Site> patched) {
    for (int i = 0; i < orig.size() && orig.size() == patched.size(); i++) {
      Site o = orig.get(i);
      Site p = patched.get(i);
      boolean samePlace = o.offset() == p.offset() && o.type() == p.type();
      if (!samePlace || !meaning(o.target()).equals(meaning(p.target()))) {
        return false;
      }
    }
    return orig.size() == patched.size();
  }

  /** {@return what a reference means, with numbers left out} */
  static String meaning(Target target) {
    if (target instanceof Target.InPiece in) {
      String name = in.piece().name();
      boolean variable = in.piece().isLocal() && !in.piece().isFunction();
      return (variable ? SymbolName.declared(name) : SymbolName.base(name)) + "+" + in.addend();
    }
    if (target instanceof Target.InString string) {
      return '"' + string.text() + '"' + string.addend();
    }
    Target.External external = (Target.External) target;
    return external.symbol().name() + "+" + external.addend();
  }
}
