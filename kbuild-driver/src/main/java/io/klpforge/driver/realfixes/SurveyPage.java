package io.klpforge.driver.realfixes;

import io.klpforge.driver.review.Html;
import io.klpforge.driver.review.StyleSheet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a survey as a page that needs nothing but itself. */
public final class SurveyPage {
  private final Html html = new Html();
  private final SurveyReport report;

  private SurveyPage(SurveyReport report) {
    this.report = report;
  }

  /** {@return the page} */
  public static String of(SurveyReport report) {
    return new SurveyPage(report).page();
  }

  private String page() {
    StyleSheet.begin(html, "real fixes for " + report.kernel());
    html.open("header").element("h1", "Real fixes for " + report.kernel());
    html.element("p", report.delivered() + " delivered", "class", "verdict").end();
    html.open("main").text("\n");
    html.element(
        "p",
        report.results().size()
            + " of "
            + report.candidates()
            + " patches from "
            + report.changes()
            + ", chosen with seed "
            + report.seed());
    bars("Outcomes", "outcome", words(report.outcomes()));
    bars("Refused, by finding", "finding", report.rules());
    bars("Seconds of a build with the kernel prepared", "from", seconds(report.histogram()));
    boots();
    fixes();
    html.end();
    return html.close().close().text("\n").page();
  }

  private static Map<String, Long> words(Map<Outcome, Long> outcomes) {
    return ordered(
        outcomes.entrySet().stream()
            .map(row -> Map.entry(row.getKey().words(), row.getValue()))
            .toList());
  }

  private static Map<String, Long> seconds(Map<Integer, Long> steps) {
    return ordered(
        steps.entrySet().stream()
            .map(row -> Map.entry(row.getKey() + " to " + (row.getKey() + 5), row.getValue()))
            .toList());
  }

  private static Map<String, Long> ordered(List<Map.Entry<String, Long>> rows) {
    return rows.stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                Map.Entry::getValue,
                (one, two) -> one,
                java.util.LinkedHashMap::new));
  }

  /** Lengths are attributes of a drawing: the page's policy forbids style attributes. */
  private void bars(String title, String name, Map<String, Long> rows) {
    long most = rows.values().stream().max(Long::compare).orElse(1L);
    html.open("section").element("h2", title);
    html.open("table", "class", "phases", "aria-label", title);
    head(name, "patches", "");
    rows.forEach(
        (row, count) -> {
          html.open("tr").element("td", row).element("td", Long.toString(count));
          html.open("td", "aria-hidden", "true");
          html.open("svg", "width", "100%", "height", "12", "focusable", "false");
          String width = String.format(Locale.ROOT, "%.2f%%", 100.0 * count / Math.max(1, most));
          html.open("rect", "x", "0", "width", width, "height", "12").close().close();
          html.close().end();
        });
    html.close().end();
  }

  private void boots() {
    if (report.boots().isEmpty()) {
      return;
    }
    html.open("section").element("h2", "Loaded in the virtual machine");
    html.open("table", "aria-label", "Loaded in the virtual machine");
    head("fix", "works", "why not");
    for (BootResult boot : report.boots()) {
      html.open("tr").element("td", boot.name());
      html.element(
          "td", boot.works() ? boot.alone() ? "yes, its module is not there" : "yes" : "no");
      html.element("td", String.join("; ", boot.reasons())).end();
    }
    html.close().end();
  }

  private void fixes() {
    html.open("section").element("h2", "All");
    html.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", "All");
    html.open("table", "aria-label", "All");
    head("files", "outcome", "seconds", "changed functions", "reason");
    for (FixResult result : report.results()) {
      html.open("tr").element("td", String.join(" ", result.paths()));
      html.element("td", result.outcome().words());
      html.element("td", String.format(Locale.ROOT, "%.1f", result.wall() / 1e3));
      html.element("td", String.join(" ", result.changed()));
      html.element("td", result.reason().lines().limit(3).collect(Collectors.joining(" "))).end();
    }
    html.close().close().end();
  }

  private void head(String... names) {
    html.open("thead").open("tr");
    for (String name : names) {
      html.element("th", name, "scope", "col");
    }
    html.close().end();
  }
}
