package io.klpforge.diff.explain;

import io.klpforge.diff.listing.Columns;
import io.klpforge.diff.listing.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** An explanation as lines of text. */
public final class ExplanationText {
  private static final int BEFORE = 4;
  private static final int BEHIND = 12;
  private static final String INDENT = "    ";

  private ExplanationText() {}

  /** {@return the lines, without the function's name}: causes, difference, code around it */
  public static List<String> lines(Explanation explanation) {
    List<String> lines = new ArrayList<>();
    if (!explanation.declared().isEmpty()) {
      lines.add("  defined at " + explanation.declared());
    }
    explanation.causes().forEach(cause -> lines.add("  why: " + cause.brief()));
    lines.add("  first difference: " + explanation.difference());
    OptionalInt first = explanation.firstDifference();
    if (first.isPresent()) {
      code(explanation, first.getAsInt()).forEach(line -> lines.add(INDENT + line));
    } else if (!explanation.note().isEmpty()) {
      lines.add("  " + explanation.note());
    }
    return lines;
  }

  private static List<String> code(Explanation explanation, int first) {
    List<Row> rows = Columns.around(explanation.rows(), first, BEFORE, BEHIND);
    List<String> lines = new ArrayList<>(Columns.text("without the patch", "with the patch", rows));
    int shown = (int) rows.stream().filter(row -> !row.same()).count();
    int left = explanation.differing() - shown;
    if (left > 0) {
      lines.add("... " + left + " of " + explanation.rows().size() + " instructions differ below");
    }
    return lines;
  }
}
