package io.klpforge.diff.reproduce;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import io.klpforge.diff.correlate.SymbolName;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A livepatch is built from code that must be the running code.
 *
 * @param reproduction the original object compared with the running kernel
 * @param object its path in the build tree
 * @param trusted whether a person takes the responsibility for what differs
 */
public record BaselineCheck(Reproduction reproduction, String object, boolean trusted) {
  private static final String RULE = "baseline-mismatch";

  /** {@return what is wrong, for a patch that replaces these functions of the original object} */
  public List<Finding> check(Collection<Piece> replaced) {
    Set<Piece> concerned = concerned(replaced);
    List<Finding> findings = new ArrayList<>();
    int elsewhere = 0;
    for (PieceMatch match : reproduction.functions()) {
      if (match.differs() && concerned.contains(match.piece())) {
        findings.add(finding(match, replaced.contains(match.piece())));
      } else if (match.differs()) {
        elsewhere++;
      }
    }
    if (elsewhere > 0) {
      findings.add(elsewhere(elsewhere));
    }
    return findings;
  }

  /** What is replaced, its cold parts, and what calls or jumps into either. */
  private Set<Piece> concerned(Collection<Piece> replaced) {
    ObjectLayout orig = reproduction.orig();
    Set<Piece> changed = new HashSet<>(replaced);
    Set<String> names = new HashSet<>();
    replaced.forEach(piece -> names.add(piece.name()));
    for (PieceMatch match : reproduction.functions()) {
      SymbolName.parentOfCold(match.piece().name())
          .filter(names::contains)
          .ifPresent(parent -> changed.add(match.piece()));
    }
    Set<Piece> concerned = new HashSet<>(changed);
    for (Piece piece : changed) {
      orig.referrers(piece).stream()
          .filter(from -> orig.sites(from).stream().anyMatch(site -> branches(site, piece)))
          .forEach(concerned::add);
    }
    return concerned;
  }

  private static boolean branches(Site site, Piece target) {
    return site.branch() && site.target() instanceof Target.InPiece in && in.piece().equals(target);
  }

  private Finding finding(PieceMatch match, boolean replaced) {
    Mismatch mismatch = match.mismatch().orElseThrow();
    String role = replaced ? "" : "this function, which calls one that the patch changes, is not: ";
    return new Finding(
        RULE,
        trusted ? Severity.WARNING : Severity.ERROR,
        String.format("%s: %s+0x%x", object, match.piece().name(), mismatch.offset()),
        "compiled without the patch it is not the running kernel's code: " + role + mismatch.what(),
        LikelyCause.of(reproduction)
            + "\n    --trust-baseline builds all the same"
            + sideBySide(match));
  }

  private String sideBySide(PieceMatch match) {
    StringBuilder text = new StringBuilder();
    SideBySide.of(reproduction, match).forEach(line -> text.append("\n    ").append(line));
    return text.append("\n   ").toString();
  }

  private Finding elsewhere(int count) {
    return new Finding(
        RULE,
        Severity.WARNING,
        object,
        count
            + " of "
            + reproduction.present().size()
            + " functions compiled without the patch are not the running kernel's code",
        "none of them is patched or calls what is; klpforge reproduce "
            + object
            + " shows them. "
            + LikelyCause.of(reproduction));
  }
}
