package io.klpforge.driver.bisect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds a small part of a list that still does what the whole does, after Zeller and Hildebrandt,
 * "Simplifying and Isolating Failure-Inducing Input" (2002): ddmin.
 *
 * <p>The result is minimal in that no single element can be left out. No subset is tried twice.
 *
 * @param <T> the elements
 */
final class DeltaDebugging<T> {
  /** What became of a subset. */
  enum Answer {
    /** It does what is looked for. */
    YES,
    /** It does not. */
    NO,
    /** That cannot be told: the subset makes no sense by itself. */
    UNRESOLVED
  }

  private final Function<List<T>, Answer> test;
  private final Map<List<T>, Answer> known = new HashMap<>();

  DeltaDebugging(Function<List<T>, Answer> test) {
    this.test = test;
  }

  /** {@return how many subsets were tried} */
  int tried() {
    return known.size();
  }

  /** {@return whether a subset does what is looked for} */
  boolean holds(List<T> subset) {
    return known.computeIfAbsent(List.copyOf(subset), test) == Answer.YES;
  }

  /**
   * {@return a minimal part of {@code whole}, in its order}
   *
   * @param whole for which the answer is known to be yes
   */
  List<T> minimal(List<T> whole) {
    List<T> left = List.copyOf(whole);
    int pieces = 2;
    while (left.size() > 1) {
      List<List<T>> division = division(left, Math.min(pieces, left.size()));
      List<T> smaller = smaller(left, division);
      if (smaller.size() < left.size()) {
        pieces = division.contains(smaller) ? 2 : Math.max(2, division.size() - 1);
        left = smaller;
      } else if (division.size() == left.size()) {
        return left;
      } else {
        pieces = 2 * pieces;
      }
    }
    return left;
  }

  /** {@return a piece, or all but a piece, for which the answer is yes}; else the same again */
  private List<T> smaller(List<T> left, List<List<T>> division) {
    for (List<T> piece : division) {
      if (holds(piece)) {
        return piece;
      }
    }
    for (List<T> piece : division) {
      List<T> rest = new ArrayList<>(left);
      rest.removeAll(piece);
      if (holds(rest)) {
        return rest;
      }
    }
    return left;
  }

  private static <T> List<List<T>> division(List<T> list, int pieces) {
    List<List<T>> division = new ArrayList<>();
    for (int i = 0; i < pieces; i++) {
      int begin = list.size() * i / pieces;
      int end = list.size() * (i + 1) / pieces;
      division.add(List.copyOf(list.subList(begin, end)));
    }
    return division;
  }
}
