package io.klpforge.diff.compare;

import io.klpforge.diff.layout.Piece;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Answers about pairs of pieces, each found out once.
 *
 * <p>Pieces may refer to each other in circles: while a pair is being looked at it counts as equal.
 * If it then is not, what was found equal meanwhile may have relied on it and is forgotten.
 */
final class Assumptions {
  private record Pair(Piece orig, Piece patched) {}

  private final Map<Pair, Boolean> known = new HashMap<>();
  private final List<Pair> inOrder = new ArrayList<>();

  /** {@return whether the two are equal}, by {@code answer} where it is not known */
  boolean ask(Piece orig, Piece patched, BooleanSupplier answer) {
    Pair pair = new Pair(orig, patched);
    Boolean before = known.get(pair);
    return before == null ? findOut(pair, answer) : before;
  }

  private boolean findOut(Pair pair, BooleanSupplier answer) {
    int since = inOrder.size();
    assume(pair, true);
    boolean equal = answer.getAsBoolean();
    if (!equal) {
      forgetEqualSince(since);
      assume(pair, false);
    }
    return equal;
  }

  private void assume(Pair pair, boolean equal) {
    known.put(pair, equal);
    inOrder.add(pair);
  }

  private void forgetEqualSince(int since) {
    List<Pair> recent = inOrder.subList(since, inOrder.size());
    recent.forEach(pair -> known.remove(pair, true));
    recent.removeIf(pair -> !known.containsKey(pair));
  }
}
