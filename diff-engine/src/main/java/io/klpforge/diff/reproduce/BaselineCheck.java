package io.klpforge.diff.reproduce;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import io.klpforge.diff.correlate.SymbolName;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Site;
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

  /** {@return what is wrong, for a patch that relies on this part of the original object} */
  public List<Finding> check(ReplacedCode replaced) {
    List<Finding> findings = new ArrayList<>();
    Set<Piece> concerned = concerned(replaced.functions());
    int functions = 0;
    for (PieceMatch match : reproduction.differing()) {
      if (concerned.contains(match.piece())) {
        findings.add(function(match, replaced.functions().contains(match.piece())));
      } else {
        functions++;
      }
    }
    findings.addAll(notLinked(replaced.functions()));
    int variables = 0;
    for (PieceMatch match : reproduction.differingVariables()) {
      if (replaced.variables().contains(match.piece())) {
        findings.add(variable(match));
      } else {
        variables++;
      }
    }
    if (functions + variables > 0) {
      findings.add(elsewhere(functions, variables));
    }
    return findings;
  }

  /** What the kernel has under such a name is another object's, and is not what the patch means. */
  private List<Finding> notLinked(Collection<Piece> replaced) {
    return reproduction.functions().stream()
        .filter(match -> match.standing() == Standing.OVERRIDDEN)
        .map(match -> match.piece())
        .filter(replaced::contains)
        .map(this::notLinked)
        .toList();
  }

  private Finding notLinked(Piece function) {
    return new Finding(
        "unknown-function",
        Severity.ERROR,
        object + ": " + function.name(),
        "this weak function is not in the running kernel, which has another object's in its place",
        "leave its change out of the patch, or make it to the function that is linked");
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
    return site.branch() && site.means(target);
  }

  private Finding function(PieceMatch match, boolean replaced) {
    String role = replaced ? "" : "this function, which calls one that the patch changes, is not: ";
    return finding(
        match,
        Severity.ERROR,
        "compiled without the patch it is not the running kernel's code: " + role,
        sideBySide(match));
  }

  /**
   * What is constant may be copied into the livepatch, or computed with by the compiler; of what
   * can be written to the running kernel's own serves, whatever it began with.
   */
  private Finding variable(PieceMatch match) {
    boolean writable = reproduction.orig().section(match.piece()).isWritable();
    return finding(
        match,
        writable ? Severity.WARNING : Severity.ERROR,
        "compiled without the patch, whose code uses it, it is not as in the running kernel: ",
        "");
  }

  private Finding finding(PieceMatch match, Severity severity, String message, String shown) {
    Mismatch mismatch = match.mismatch().orElseThrow();
    boolean stops = severity == Severity.ERROR;
    return new Finding(
        RULE,
        trusted ? Severity.WARNING : severity,
        String.format("%s: %s+0x%x", object, match.piece().name(), mismatch.offset()),
        message + mismatch.what(),
        reproduction.likelyCause()
            + (stops ? "\n    --trust-baseline builds all the same" : "")
            + shown);
  }

  private String sideBySide(PieceMatch match) {
    StringBuilder text = new StringBuilder();
    SideBySide.of(reproduction, match).forEach(line -> text.append("\n    ").append(line));
    return text.append("\n   ").toString();
  }

  private Finding elsewhere(int functions, int variables) {
    List<String> counts = new ArrayList<>();
    if (functions > 0) {
      counts.add(functions + " of " + reproduction.present().size() + " functions");
    }
    if (variables > 0) {
      counts.add(variables + " of " + reproduction.variables().size() + " variables");
    }
    return new Finding(
        RULE,
        Severity.WARNING,
        object,
        String.join(" and ", counts) + " compiled without the patch are not the running kernel's",
        "the patch neither changes nor uses them; klpforge reproduce "
            + object
            + " shows them. "
            + reproduction.likelyCause());
  }
}
