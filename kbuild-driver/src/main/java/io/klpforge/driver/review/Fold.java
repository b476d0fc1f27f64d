package io.klpforge.driver.review;

import io.klpforge.diff.listing.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that are shown, one behind the other.
 *
 * @param from the first one's index
 * @param to the index behind the last one
 */
record Fold(int from, int to) {
  /** Rows shown before and behind one that differs. */
  static final int CONTEXT = 8;

  /** {@return what to show of {@code rows}}: what differs and what is around it, in order */
  static List<Fold> of(List<Row> rows) {
    List<Fold> shown = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (!rows.get(i).same()) {
        add(shown, Math.max(0, i - CONTEXT), Math.min(rows.size(), i + CONTEXT + 1));
      }
    }
    return shown;
  }

  /** Beginnings come in ascending order. */
  private static void add(List<Fold> shown, int from, int to) {
    boolean joined = !shown.isEmpty() && from <= shown.get(shown.size() - 1).to;
    int begin = joined ? shown.remove(shown.size() - 1).from : from;
    shown.add(new Fold(begin, to));
  }

  int size() {
    return to - from;
  }
}
