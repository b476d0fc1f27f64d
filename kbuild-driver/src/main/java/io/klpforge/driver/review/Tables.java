package io.klpforge.driver.review;

import java.util.List;

/** Writes tables of texts. */
final class Tables {
  private Tables() {}

  /** Writes the row of the columns' names. */
  static void head(Html html, String... names) {
    html.open("thead").open("tr");
    for (String name : names) {
      html.element("th", name, "scope", "col");
    }
    html.close().end();
  }

  /** Writes a table of code. */
  static void write(Html html, String label, List<String> names, List<List<String>> rows) {
    html.open("div", "class", "wide", "tabindex", "0", "role", "region");
    html.open("table", "aria-label", label);
    head(html, names.toArray(String[]::new));
    for (List<String> row : rows) {
      html.open("tr");
      row.forEach(cell -> html.open("td").element("code", cell).close());
      html.end();
    }
    html.close().end();
  }
}
