package io.klpforge.driver.review;

import io.klpforge.diff.explain.Cause;
import io.klpforge.diff.explain.Explanation;
import java.util.List;

/** Writes which functions change and why, and the code of each. */
final class FunctionSection {
  /** More than fits a person; a page with so many is still opened at once. */
  private static final int MOST_ROWS = 20_000;

  private final Html html;
  private final List<ReviewedFunction> functions;
  private int rows;

  private FunctionSection(Html html, List<ReviewedFunction> functions) {
    this.html = html;
    this.functions = functions;
  }

  static void write(Html html, List<ReviewedFunction> functions) {
    FunctionSection section = new FunctionSection(html, functions);
    html.open("section", "id", "functions").element("h2", "Functions").text("\n");
    if (functions.isEmpty()) {
      html.element("p", "None changes, and none is new.").text("\n");
    } else {
      section.table();
    }
    html.end();
    if (functions.stream().anyMatch(function -> function.explanation().isPresent())) {
      section.code();
    }
  }

  private void table() {
    html.open("div", "class", "wide", "tabindex", "0", "role", "region");
    html.open("table", "class", "functions", "aria-label", "Functions");
    Tables.head(html, "function", "object", "why");
    for (int i = 0; i < functions.size(); i++) {
      row(functions.get(i), "f" + i);
    }
    html.close().end();
  }

  private void row(ReviewedFunction function, String anchor) {
    html.open("tr").open("td");
    if (function.explanation().isPresent()) {
      html.open("a", "href", "#" + anchor).element("code", function.name()).close();
    } else {
      html.element("code", function.name());
    }
    html.close().open("td").element("code", function.object()).close().open("td");
    if (function.isNew()) {
      html.element("b", "new");
    } else {
      function
          .explanation()
          .ifPresentOrElse(this::causes, () -> html.element("p", function.reason()));
    }
    html.close().end();
  }

  private void causes(Explanation explanation) {
    for (Cause cause : explanation.causes()) {
      html.open("p").element("b", cause.kind().label()).text(": " + cause.text()).close();
    }
  }

  private void code() {
    html.open("section", "id", "code").element("h2", "Code").text("\n");
    for (int i = 0; i < functions.size(); i++) {
      String anchor = "f" + i;
      functions.get(i).explanation().ifPresent(explanation -> code(explanation, anchor));
    }
    html.end();
  }

  private void code(Explanation explanation, String anchor) {
    html.open("details").open("summary").element("code", explanation.function());
    html.element("span", " " + size(explanation)).close();
    html.open("div", "id", anchor, "class", "why");
    if (!explanation.declared().isEmpty()) {
      html.element("p", "defined at " + explanation.declared());
    }
    causes(explanation);
    html.element("p", "first difference: " + explanation.difference()).close().text("\n");
    listing(explanation);
    html.end();
  }

  private static String size(Explanation explanation) {
    return explanation.rows().isEmpty()
        ? ""
        : explanation.differing() + " of " + explanation.rows().size() + " instructions differ";
  }

  private void listing(Explanation explanation) {
    List<Fold> shown = Fold.of(explanation.rows());
    rows += shown.stream().mapToInt(Fold::size).sum();
    if (explanation.rows().isEmpty()) {
      html.element("p", explanation.note());
    } else if (rows > MOST_ROWS) {
      html.element("p", "Left out, for this page is long; --explain and report.json have it.");
    } else {
      CodeTable.write(html, explanation.function(), explanation.rows(), shown);
    }
  }
}
