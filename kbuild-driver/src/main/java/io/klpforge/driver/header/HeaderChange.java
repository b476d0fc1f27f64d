package io.klpforge.driver.header;

import java.util.ArrayList;
import java.util.List;

/** How two texts of a header differ. */
final class HeaderChange {
  /** Beyond that many comparisons all between the first and the last difference has changed. */
  private static final long MOST = 4_000_000;

  private HeaderChange() {}

  /** {@return the declarations that only one of them has, or both in another order} */
  static List<Declaration> between(String before, String after) {
    List<Declaration> old = HeaderParser.parse(before);
    List<Declaration> fresh = HeaderParser.parse(after);
    int begin = 0;
    while (begin < Math.min(old.size(), fresh.size()) && old.get(begin).equals(fresh.get(begin))) {
      begin++;
    }
    int end = 0;
    while (end < Math.min(old.size(), fresh.size()) - begin
        && old.get(old.size() - 1 - end).equals(fresh.get(fresh.size() - 1 - end))) {
      end++;
    }
    return differing(
        old.subList(begin, old.size() - end), fresh.subList(begin, fresh.size() - end));
  }

  private static List<Declaration> differing(List<Declaration> old, List<Declaration> fresh) {
    List<Declaration> changed = new ArrayList<>();
    if ((long) old.size() * fresh.size() > MOST) {
      changed.addAll(old);
      changed.addAll(fresh);
      return changed;
    }
    int[][] common = common(old, fresh);
    int i = 0;
    int j = 0;
    while (i < old.size() && j < fresh.size()) {
      if (old.get(i).equals(fresh.get(j))) {
        i++;
        j++;
      } else if (common[i + 1][j] >= common[i][j + 1]) {
        changed.add(old.get(i++));
      } else {
        changed.add(fresh.get(j++));
      }
    }
    changed.addAll(old.subList(i, old.size()));
    changed.addAll(fresh.subList(j, fresh.size()));
    return changed;
  }

  /** {@return the lengths of the longest common sequences of what begins at each pair} */
  private static int[][] common(List<Declaration> old, List<Declaration> fresh) {
    int[][] lengths = new int[old.size() + 1][fresh.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = fresh.size() - 1; j >= 0; j--) {
        lengths[i][j] =
            old.get(i).equals(fresh.get(j))
                ? lengths[i + 1][j + 1] + 1
                : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
      }
    }
    return lengths;
  }
}
