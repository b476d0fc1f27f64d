package io.klpforge.driver.review;

import io.klpforge.diff.check.Finding;
import io.klpforge.driver.report.Json;
import io.klpforge.driver.report.PhaseTime;
import io.klpforge.driver.report.Version;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * A review for programs. What each member says is in {@code report.schema.json}; the manifest is
 * the module's own.
 */
final class JsonReport {
  /** Raised when a member's meaning changes. */
  private static final int FORMAT = 1;

  private JsonReport() {}

  static String of(Review review) {
    FindingPlaces places = new FindingPlaces(review);
    return Json.document(
        json -> {
          json.number("format", FORMAT);
          json.text("tool", Version.TEXT);
          json.text("verdict", review.verdict().word());
          json.text("subject", review.subject());
          json.objects("findings", review.findings(), (one, f) -> finding(one, f, places.of(f)));
          json.objects("functions", review.functions(), JsonReport::function);
          LayoutJson.write(json, review.layouts());
          json.objects("phases", review.phases(), JsonReport::phase);
          json.value("manifest", review.manifest());
          if (review.manifests().size() > 1) {
            json.objects("manifests", review.manifests(), Json::members);
          }
        });
  }

  private static void finding(Json json, Finding finding, Optional<SourcePlace> place)
      throws IOException {
    json.text("id", finding.rule());
    json.text("severity", finding.severity().name().toLowerCase(Locale.ROOT));
    json.text("where", finding.where());
    json.text("message", finding.message());
    json.text("remedy", finding.remedy());
    if (place.isPresent()) {
      json.text("file", place.get().file());
      json.number("line", place.get().line());
    }
  }

  private static void function(Json json, ReviewedFunction function) throws IOException {
    json.text("object", function.object());
    json.text("name", function.name());
    json.flag("new", function.isNew());
    json.text("reason", function.reason());
    if (function.explanation().isPresent()) {
      json.object(
          "explanation", inner -> ExplanationJson.write(inner, function.explanation().get()));
    }
  }

  private static void phase(Json json, PhaseTime phase) throws IOException {
    json.text("phase", phase.phase());
    json.number("beginMs", phase.begin());
    json.number("wallMs", phase.wall());
    json.number("cpuMs", phase.cpu());
  }
}
