package io.klpforge.driver.realfixes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Prints a survey as text.
 *
 * @param report of it
 */
public record SurveyText(SurveyReport report) {

  /** {@return the lines} */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("fixes from " + report.changes() + " for " + report.kernel());
    lines.add(
        report.results().size()
            + " of "
            + report.candidates()
            + " patches tried, chosen with seed "
            + report.seed());
    lines.add("delivered: " + report.delivered() + " of what compiles and changes code");
    report.outcomes().forEach((outcome, count) -> lines.add(row(count, outcome.words())));
    lines.add("refused, by finding:");
    report.rules().forEach((rule, count) -> lines.add(row(count, rule)));
    times(lines);
    boots(lines);
    lines.add("changed functions that no line of the patch explains: " + report.unexplained());
    lines.add("all:");
    report.results().forEach(result -> lines.add("  " + line(result)));
    return lines;
  }

  private static String row(long count, String what) {
    return String.format(Locale.ROOT, "%6d  %s", count, what);
  }

  private void times(List<String> lines) {
    if (report.times().isEmpty()) {
      return;
    }
    lines.add("seconds of a build with the kernel prepared: " + quantiles(report.times()));
    lines.add("  of processor time: " + quantiles(report.cpuTimes()));
    lines.add(
        String.format(
            Locale.ROOT,
            "  longest, with the kernel's own object compiled: %.1f",
            report.longest() / 1e3));
  }

  private static String quantiles(List<Long> times) {
    return String.format(
        Locale.ROOT,
        "median %.1f, nine of ten below %.1f",
        SurveyReport.quantile(times, 0.5).orElseThrow() / 1e3,
        SurveyReport.quantile(times, 0.9).orElseThrow() / 1e3);
  }

  private void boots(List<String> lines) {
    if (report.boots().isEmpty()) {
      return;
    }
    long works = report.boots().stream().filter(BootResult::works).count();
    long alone = report.boots().stream().filter(BootResult::alone).count();
    lines.add(
        "loaded in the virtual machine: "
            + works
            + " of "
            + report.boots().size()
            + " work; for "
            + alone
            + " the patched module itself does not load there");
    report.boots().stream()
        .filter(boot -> !boot.works())
        .forEach(boot -> lines.add("  " + boot.name() + ": " + String.join("; ", boot.reasons())));
  }

  private static String line(FixResult result) {
    String rules = result.rules().isEmpty() ? "" : " " + result.rules();
    String why =
        result.outcome() == Outcome.FAILED
            ? " " + result.reason().lines().findFirst().orElse("")
            : "";
    return String.format(
        Locale.ROOT,
        "%-22s %5.1f s  %s%s%s",
        result.outcome().words(),
        result.wall() / 1e3,
        String.join(" ", result.paths()),
        rules,
        why);
  }
}
