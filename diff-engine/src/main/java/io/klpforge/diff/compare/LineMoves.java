package io.klpforge.diff.compare;

import io.klpforge.diff.layout.Piece;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the source lines that functions have instructions of went to; from debug information. */
final class LineMoves {
  /** How far a macro's use may reach: {@code __LINE__} is the line where it ends. */
  private static final int LONGEST_MACRO = 32;

  private final Set<Move> moves = new HashSet<>();

  /** A line of the original source and the same line in the patched one. */
  private record Move(long before, long after) {}

  /** Adds the lines of twins, whose instructions are at the same offsets. */
  void add(Side orig, Piece before, Side patched, Piece after) {
    Map<Long, List<Integer>> linesAfter = patched.lines().lines(after);
    orig.lines()
        .lines(before)
        .forEach((at, lines) -> add(lines, linesAfter.getOrDefault(at, List.of())));
  }

  private void add(List<Integer> before, List<Integer> after) {
    for (int i = 0; before.size() == after.size() && i < before.size(); i++) {
      moves.add(new Move(before.get(i), after.get(i)));
    }
  }

  /** {@return whether nothing is known} */
  boolean isEmpty() {
    return moves.isEmpty();
  }

  /** {@return whether line {@code before} became line {@code after}} */
  boolean has(long before, long after) {
    return moves.contains(new Move(before, after));
  }

  /** {@return whether the lines are the end of a macro's use that begins at a line that moved} */
  boolean endsAt(long before, long after) {
    for (int behind = 1; behind <= LONGEST_MACRO; behind++) {
      if (has(before - behind, after - behind)) {
        return true;
      }
    }
    return false;
  }
}
