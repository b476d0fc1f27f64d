package io.klpforge.diff.reproduce;

import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.compare.PieceDiff;
import io.klpforge.diff.compare.Verdict;
import io.klpforge.diff.correlate.SymbolName;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What of the original object a patch relies on.
 *
 * @param functions of the original object that the patch replaces, or whose callers get a copy
 * @param variables of the original object that those refer to, or that the new code does
 */
public record ReplacedCode(Set<Piece> functions, Set<Piece> variables) {

  /** Copies the sets. */
  public ReplacedCode {
    functions = Set.copyOf(functions);
    variables = Set.copyOf(variables);
  }

  /** {@return what a patch relies on} */
  public static ReplacedCode of(ObjectDiff diff) {
    List<Piece> changed = new ArrayList<>(pieces(diff, Verdict.CHANGED));
    changed.addAll(pieces(diff, Verdict.COPIED));
    Set<Piece> replaced = new LinkedHashSet<>();
    changed.forEach(piece -> diff.correlation().origTwin(piece).ifPresent(replaced::add));
    Set<Piece> variables = variables(diff.orig(), replaced);
    List<Piece> written = new ArrayList<>(changed);
    written.addAll(pieces(diff, Verdict.NEW));
    for (Piece variable : variables(diff.patched(), written)) {
      diff.correlation().origTwin(variable).ifPresent(variables::add);
    }
    return new ReplacedCode(replaced, variables);
  }

  private static List<Piece> pieces(ObjectDiff diff, Verdict verdict) {
    return diff.functions(verdict).stream().map(PieceDiff::piece).toList();
  }

  /** What functions refer to, also by way of what a livepatch would bring a copy of. */
  static Set<Piece> variables(ObjectLayout layout, Collection<Piece> functions) {
    Set<Piece> variables = new HashSet<>();
    Deque<Piece> open = new ArrayDeque<>(functions);
    while (!open.isEmpty()) {
      for (Site site : layout.sites(open.remove())) {
        if (site.target() instanceof Target.InPiece in
            && !in.piece().isFunction()
            && variables.add(in.piece())
            && SymbolName.isKnownByContent(in.piece(), layout.section(in.piece()))) {
          open.add(in.piece());
        }
      }
    }
    return variables;
  }
}
