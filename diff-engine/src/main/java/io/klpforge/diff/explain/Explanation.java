package io.klpforge.diff.explain;

import io.klpforge.diff.listing.Row;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Why one function changed, and in what.
 *
 * @param function its name without the patch
 * @param patchedName its name with the patch; compilers number clones anew
 * @param declared where it is written, as {@code file:line} without the patch; empty without debug
 *     information
 * @param causes the surest first; at least one
 * @param difference the first one in words, with its place, such as {@code "+0x4f: calls kvfree,
 *     called kfree"}
 * @param rows its instructions without and with the patch side by side, all of them; empty where
 *     nothing reads them
 * @param note why there are no rows; empty if there are
 */
public record Explanation(
    String function,
    String patchedName,
    String declared,
    List<Cause> causes,
    String difference,
    List<Row> rows,
    String note) {

  /** Copies the lists. */
  public Explanation {
    causes = List.copyOf(causes);
    rows = List.copyOf(rows);
  }

  /** {@return the index of the first row that differs}; empty if none does */
  public OptionalInt firstDifference() {
    return IntStream.range(0, rows.size()).filter(i -> !rows.get(i).same()).findFirst();
  }

  /** {@return how many rows differ} */
  public int differing() {
    return (int) rows.stream().filter(row -> !row.same()).count();
  }
}
