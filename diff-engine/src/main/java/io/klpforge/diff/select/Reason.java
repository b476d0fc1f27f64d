package io.klpforge.diff.select;

import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.compare.PieceDiff;
import io.klpforge.diff.compare.Verdict;
import io.klpforge.diff.correlate.KnownByContent;
import io.klpforge.diff.correlate.SymbolName;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.SectionRole;
import io.klpforge.diff.layout.Site;
import java.util.Optional;

/** Why one piece is carried because of another, in words for people. */
final class Reason {
  static final String CHANGED = "changed";
  static final String NEW = "new";
  static final String CALLBACK = "callback";

  private final ObjectDiff diff;
  private final ObjectLayout layout;

  Reason(ObjectDiff diff) {
    this.diff = diff;
    this.layout = diff.patched();
  }

  /** {@return why {@code needed} goes along with what refers to it at a site} */
  String of(Piece from, Site site, Piece needed) {
    String user = name(from);
    if (needed.role() == SectionRole.AUXILIARY_CODE || needed.role() == SectionRole.TABLE) {
      return specialEntry(user);
    }
    if (needed.isFunction()) {
      return function(user, site, needed);
    }
    Optional<KnownByContent> kind = KnownByContent.of(needed, layout.section(needed));
    if (kind.map(KnownByContent::isConstant).orElse(false)) {
      return "constant of " + user;
    }
    boolean local = needed.isLocal() && (kind.isPresent() || isOfFunction(needed.name()));
    return local ? "static local of " + user : "used by " + user + ", new";
  }

  private String function(String user, Site site, Piece needed) {
    boolean cold = SymbolName.parentOfCold(needed.name()).isPresent();
    Verdict verdict = diff.of(needed).map(PieceDiff::verdict).orElse(Verdict.NEW);
    if (cold) {
      return "unlikely part of " + user;
    }
    String use = (site.branch() ? "called by " : "used by ") + user;
    return switch (verdict) {
      case NEW -> use + ", new";
      case COPIED -> use + ", changed and without an ftrace entry";
      default -> use + ", which needs a copy of its own";
    };
  }

  /** gcc numbers statics of functions, clang puts the function before them. */
  private static boolean isOfFunction(String name) {
    return SymbolName.isNumbered(name) || name.indexOf('.') > 0;
  }

  static String specialEntry(String owner) {
    return "special section entry of " + owner;
  }

  /** {@return the piece's name, or the place of one without} */
  String name(Piece piece) {
    return piece.symbol().isPresent()
        ? piece.name()
        : layout.section(piece).name() + String.format("+0x%x", piece.start());
  }
}
