package io.klpforge.diff.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows as lines of text: two columns, marks where they differ, source lines above their code. */
public final class Columns {
  private static final int WIDTH = 52;
  private static final String CUT = "...";

  private final List<String> lines = new ArrayList<>();
  private String leftPlace = "";
  private String rightPlace = "";

  private Columns() {}

  /**
   * {@return the text of {@code rows}}
   *
   * @param left what stands above the left column
   * @param right what stands above the right column
   */
  public static List<String> text(String left, String right, List<Row> rows) {
    Columns columns = new Columns();
    columns.add(left, right);
    rows.forEach(columns::add);
    return columns.lines;
  }

  /**
   * {@return the rows around one of them}
   *
   * @param before at most how many before it
   * @param behind at most how many from it on
   */
  public static List<Row> around(List<Row> rows, int middle, int before, int behind) {
    return rows.subList(Math.max(0, middle - before), Math.min(rows.size(), middle + behind));
  }

  private void add(Row row) {
    String left = newSource(row.left(), leftPlace);
    String right = newSource(row.right(), rightPlace);
    if (!left.isEmpty() || !right.isEmpty()) {
      add(left, right);
    }
    leftPlace = place(row.left(), leftPlace);
    rightPlace = place(row.right(), rightPlace);
    add(code(row.left(), row.same()), code(row.right(), row.same()));
  }

  private static String place(Optional<CodeLine> line, String before) {
    return line.flatMap(CodeLine::source).map(SourceText::place).orElse(before);
  }

  private static String newSource(Optional<CodeLine> line, String before) {
    return line.flatMap(CodeLine::source)
        .filter(source -> !source.place().equals(before))
        .map(source -> "  ; " + (file(source) + ":" + source.line() + " " + source.text()).strip())
        .orElse("");
  }

  private static String file(SourceText source) {
    return source.file().substring(source.file().lastIndexOf('/') + 1);
  }

  private static String code(Optional<CodeLine> line, boolean same) {
    return line.map(
            code -> String.format("%s%4x  %s", same ? " " : ">", code.offset(), code.text()))
        .orElse("");
  }

  private void add(String left, String right) {
    boolean isLong = left.length() > WIDTH;
    String shown = isLong ? left.substring(0, WIDTH - CUT.length()) + CUT : left;
    lines.add(String.format("%-" + WIDTH + "s | %s", shown, right).stripTrailing());
  }
}
