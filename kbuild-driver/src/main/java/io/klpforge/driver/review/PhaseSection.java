package io.klpforge.driver.review;

import io.klpforge.driver.report.PhaseTime;
import java.util.List;
import java.util.Locale;

/** Writes how long each step took, as a bar on the time of the whole. */
final class PhaseSection {
  private PhaseSection() {}

  static void write(Html html, List<PhaseTime> phases) {
    if (phases.isEmpty()) {
      return;
    }
    long begin = phases.stream().mapToLong(PhaseTime::begin).min().orElse(0);
    long end = phases.stream().mapToLong(PhaseTime::end).max().orElse(0);
    html.open("section", "id", "timings").element("h2", "Timings");
    html.open("table", "class", "phases", "aria-label", "Timings");
    Tables.head(html, "step", "seconds", "cpu", "when");
    for (PhaseTime phase : phases) {
      html.open("tr").element("td", phase.phase());
      html.element("td", seconds(phase.wall())).element("td", seconds(phase.cpu()));
      html.open("td", "aria-hidden", "true");
      bar(html, phase, begin, Math.max(1, end - begin));
      html.close().end();
    }
    html.close().end();
  }

  /**
   * Style attributes are forbidden by the page's policy, so lengths are attributes of a drawing.
   */
  private static void bar(Html html, PhaseTime phase, long begin, long whole) {
    double from = 100.0 * (phase.begin() - begin) / whole;
    double width = Math.max(0.5, 100.0 * phase.wall() / whole);
    html.open("svg", "width", "100%", "height", "12", "focusable", "false");
    html.open("rect", "x", percent(Math.min(from, 99.5)), "width", percent(width), "height", "12");
    html.close().close();
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.2f%%", value);
  }

  private static String seconds(long milliseconds) {
    return String.format(Locale.ROOT, "%.1f", milliseconds / 1000.0);
  }
}
