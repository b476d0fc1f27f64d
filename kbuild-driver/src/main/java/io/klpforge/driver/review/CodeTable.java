package io.klpforge.driver.review;

import io.klpforge.diff.listing.CodeLine;
import io.klpforge.diff.listing.Row;
import io.klpforge.diff.listing.SourceText;
import java.util.List;
import java.util.Optional;

/** Writes a function's instructions without and with the patch side by side. */
final class CodeTable {
  private final Html html;
  private String leftPlace = "";
  private String rightPlace = "";

  private CodeTable(Html html) {
    this.html = html;
  }

  /** Writes what differs of {@code rows}, and what is around it. */
  static void write(Html html, String function, List<Row> rows, List<Fold> shown) {
    html.open("div", "class", "code", "tabindex", "0", "role", "region");
    html.open("table", "aria-label", "Instructions of " + function);
    html.open("colgroup");
    html.empty("col", "class", "o").empty("col").empty("col", "class", "o").empty("col").close();
    html.open("thead").open("tr");
    html.element("th", "without the patch", "colspan", "2", "scope", "colgroup");
    html.element("th", "with the patch", "colspan", "2", "scope", "colgroup");
    html.close().close().open("tbody").text("\n");
    new CodeTable(html).write(rows, shown);
    html.close().close().end();
  }

  private void write(List<Row> rows, List<Fold> shown) {
    int end = 0;
    for (Fold fold : shown) {
      gap(fold.from() - end);
      rows.subList(fold.from(), fold.to()).forEach(this::row);
      end = fold.to();
    }
    gap(rows.size() - end);
  }

  private void gap(int rows) {
    if (rows > 0) {
      String what = rows == 1 ? " instruction, the same" : " instructions, all the same";
      html.open("tr", "class", "g").element("td", rows + what, "colspan", "4").end();
      leftPlace = "";
      rightPlace = "";
    }
  }

  private void row(Row row) {
    source(newSource(row.left(), leftPlace), newSource(row.right(), rightPlace));
    leftPlace = place(row.left(), leftPlace);
    rightPlace = place(row.right(), rightPlace);
    html.open("tr", "class", row.same() ? "e" : "d");
    code(row.left());
    code(row.right());
    html.end();
  }

  private void source(String left, String right) {
    if (!left.isEmpty() || !right.isEmpty()) {
      html.open("tr", "class", kind(left, right));
      html.element("td", left, "colspan", "2").element("td", right, "colspan", "2").end();
    }
  }

  /** Source that stays, that replaces other, or that only one side comes to here. */
  private static String kind(String left, String right) {
    if (left.equals(right)) {
      return "s e";
    }
    return left.isEmpty() || right.isEmpty() ? "s" : "s r";
  }

  private static String place(Optional<CodeLine> line, String before) {
    return line.flatMap(CodeLine::source).map(SourceText::place).orElse(before);
  }

  private static String newSource(Optional<CodeLine> line, String before) {
    return line.flatMap(CodeLine::source)
        .filter(source -> !source.place().equals(before))
        .map(source -> (file(source) + ":" + source.line() + " " + source.text()).strip())
        .orElse("");
  }

  private static String file(SourceText source) {
    return source.file().substring(source.file().lastIndexOf('/') + 1);
  }

  private void code(Optional<CodeLine> line) {
    if (line.isPresent()) {
      html.element("td", Integer.toHexString(line.get().offset()));
      html.element("td", line.get().text());
    } else {
      html.open("td").close().open("td").close();
    }
  }
}
