package io.klpforge.diff.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which lines of two texts are the same: a shortest edit script, after Myers ("An O(ND) Difference
 * Algorithm and Its Variations", 1986).
 */
public final class LineMatch {
  /** Edits beyond which the middle counts as all changed; the memory needed is its square. */
  private static final int MOST_EDITS = 3000;

  private final List<String> before;
  private final List<String> after;
  private final int[] partner;

  private LineMatch(List<String> before, List<String> after) {
    this.before = before;
    this.after = after;
    this.partner = new int[after.size()];
    Arrays.fill(partner, -1);
  }

  /** {@return for each line of {@code after} the index of its twin in {@code before}, or -1} */
  public static int[] of(List<String> before, List<String> after) {
    LineMatch match = new LineMatch(before, after);
    match.run();
    return match.partner;
  }

  private void run() {
    int begin = 0;
    int shorter = Math.min(before.size(), after.size());
    while (begin < shorter && before.get(begin).equals(after.get(begin))) {
      partner[begin] = begin;
      begin++;
    }
    int end = 0;
    while (end < shorter - begin && fromEnd(before, end).equals(fromEnd(after, end))) {
      partner[after.size() - 1 - end] = before.size() - 1 - end;
      end++;
    }
    middle(begin, before.size() - end - begin, after.size() - end - begin);
  }

  private static String fromEnd(List<String> lines, int index) {
    return lines.get(lines.size() - 1 - index);
  }

  /** Forward search over diagonals; {@code reach} holds the furthest x on each. */
  private void middle(int begin, int width, int height) {
    int most = Math.min(MOST_EDITS, width + height);
    int[] reach = new int[2 * most + 3];
    List<int[]> trace = new ArrayList<>();
    for (int edits = 0; edits <= most; edits++) {
      trace.add(reach.clone());
      for (int diagonal = -edits; diagonal <= edits; diagonal += 2) {
        int x = start(reach, most, edits, diagonal);
        while (same(begin, x, x - diagonal, width, height)) {
          x++;
        }
        reach[most + 1 + diagonal] = x;
        if (x >= width && x - diagonal >= height) {
          backtrack(trace, most, begin, width, height);
          return;
        }
      }
    }
  }

  private static int start(int[] reach, int most, int edits, int diagonal) {
    int left = reach[most + diagonal];
    int above = reach[most + 2 + diagonal];
    boolean down = diagonal == -edits || (diagonal != edits && left < above);
    return down ? above : left + 1;
  }

  private boolean same(int begin, int x, int y, int width, int height) {
    return x >= 0
        && y >= 0
        && x < width
        && y < height
        && before.get(begin + x).equals(after.get(begin + y));
  }

  private void backtrack(List<int[]> trace, int most, int begin, int width, int height) {
    int x = width;
    int y = height;
    for (int edits = trace.size() - 1; edits >= 0; edits--) {
      int[] reach = trace.get(edits);
      int diagonal = x - y;
      int left = reach[most + diagonal];
      int above = reach[most + 2 + diagonal];
      boolean down = diagonal == -edits || (diagonal != edits && left < above);
      int startX = edits == 0 ? 0 : down ? above : left + 1;
      while (x > startX) {
        x--;
        y--;
        partner[begin + y] = begin + x;
      }
      if (edits > 0) {
        x = down ? above : left;
        y = down ? x - diagonal - 1 : x - diagonal + 1;
      }
    }
  }
}
