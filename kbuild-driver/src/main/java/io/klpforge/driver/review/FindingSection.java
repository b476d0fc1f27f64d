package io.klpforge.driver.review;

import io.klpforge.diff.check.Finding;
import java.util.Locale;

/** Writes the findings. */
final class FindingSection {
  private FindingSection() {}

  static void write(Html html, Review review) {
    html.open("section", "id", "findings").element("h2", "Findings").text("\n");
    FindingPlaces places = new FindingPlaces(review);
    for (Finding finding : review.findings()) {
      String level = finding.severity().name().toLowerCase(Locale.ROOT);
      html.open("article", "class", "finding " + level);
      html.open("h3").element("b", level).text(" ").element("code", finding.rule()).close();
      html.element("p", finding.where(), "class", "where").element("p", finding.message());
      html.element("p", finding.remedy());
      places.of(finding).ifPresent(place -> html.element("p", "see " + place.text()));
      html.end();
    }
    if (review.findings().isEmpty()) {
      html.element("p", "None.");
    }
    html.end();
  }
}
