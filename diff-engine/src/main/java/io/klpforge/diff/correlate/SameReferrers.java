package io.klpforge.diff.correlate;

import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Of several with one base name, those that twin functions use: {@code count.0} of {@code f} and
 * {@code count.1} of {@code g}, numbered the other way round in the patched object.
 *
 * <p>Where a function uses several of them, the first used is the first's twin, provided that it
 * uses as many on both sides, that they were declared in the same order, and that their sizes
 * agree. Otherwise nothing is guessed: to take one for the other would exchange the kernel's state.
 */
final class SameReferrers implements MatchingLevel {
  @Override
  public void match(Candidates candidates) {
    for (Candidates.Group group : candidates.groups(piece -> SymbolName.base(piece.name()))) {
      match(candidates, group);
    }
  }

  private static void match(Candidates candidates, Candidates.Group group) {
    Set<Piece> users = new LinkedHashSet<>();
    group.orig().forEach(piece -> users.addAll(candidates.origLayout().referrers(piece)));
    for (Piece user : users) {
      Optional<Piece> twin = candidates.correlation().patchedTwin(user);
      if (twin.isPresent()) {
        List<Piece> orig = used(candidates.origLayout(), user, group.orig());
        List<Piece> patched = used(candidates.patchedLayout(), twin.get(), group.patched());
        orig.removeIf(piece -> !candidates.correlation().isOpenOrig(piece));
        patched.removeIf(piece -> !candidates.correlation().isOpenPatched(piece));
        pairInOrder(candidates.correlation(), orig, patched);
      }
    }
  }

  private static List<Piece> used(ObjectLayout layout, Piece user, List<Piece> group) {
    Set<Piece> used = new LinkedHashSet<>();
    for (Site site : layout.sites(user)) {
      if (site.target() instanceof Target.InPiece in && group.contains(in.piece())) {
        used.add(in.piece());
      }
    }
    return new ArrayList<>(used);
  }

  private static void pairInOrder(Correlation correlation, List<Piece> orig, List<Piece> patched) {
    if (orig.size() != patched.size() || !ranks(orig).equals(ranks(patched))) {
      return;
    }
    for (int i = 0; i < orig.size(); i++) {
      if (orig.get(i).isFunction() || orig.get(i).size() == patched.get(i).size()) {
        correlation.pair(orig.get(i), patched.get(i));
      }
    }
  }

  /** Their places by number, which the compiler deals out in the order of the declarations. */
  private static List<Integer> ranks(List<Piece> pieces) {
    List<Long> numbers = pieces.stream().map(piece -> SymbolName.number(piece.name())).toList();
    return numbers.stream()
        .map(number -> (int) numbers.stream().filter(other -> other < number).count())
        .toList();
  }
}
