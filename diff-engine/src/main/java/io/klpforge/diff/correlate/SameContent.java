package io.klpforge.diff.correlate;

import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;

/**
 * Of several functions whose names differ in numbers only, those with equal code: {@code
 * foo.constprop.0} and {@code foo.constprop.1} exchanged.
 */
final class SameContent implements MatchingLevel {
  @Override
  public void match(Candidates candidates) {
    for (Candidates.Group group :
        candidates.groups(
            piece ->
                SymbolName.base(piece.name()) + (piece.isFunction() ? "" : " " + piece.name()))) {
      if (group.orig().get(0).isFunction()) {
        matchByCode(candidates, group);
      }
    }
  }

  private static void matchByCode(Candidates candidates, Candidates.Group group) {
    for (Piece orig : group.orig()) {
      String code = signature(candidates.origLayout(), orig);
      boolean once =
          group.orig().stream()
                  .filter(piece -> signature(candidates.origLayout(), piece).equals(code))
                  .count()
              == 1;
      java.util.List<Piece> same =
          group.patched().stream()
              .filter(piece -> signature(candidates.patchedLayout(), piece).equals(code))
              .toList();
      if (once && same.size() == 1) {
        candidates.correlation().pair(orig, same.get(0));
      }
    }
  }

  /** Bytes outside the sites, and what the sites mean, with numbers left out. */
  private static String signature(ObjectLayout layout, Piece piece) {
    byte[] bytes = layout.bytes(piece).toArray();
    StringBuilder text = new StringBuilder();
    for (Site site : layout.sites(piece)) {
      java.util.Arrays.fill(
          bytes, (int) site.offset(), (int) site.offset() + site.width(), (byte) 0);
      text.append(site.offset()).append(' ').append(site.type()).append(' ');
      text.append(meaning(site.target())).append('\n');
    }
    return text + java.util.HexFormat.of().formatHex(bytes);
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
