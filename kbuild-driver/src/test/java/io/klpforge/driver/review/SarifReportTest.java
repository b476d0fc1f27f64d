package io.klpforge.driver.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.klpforge.driver.report.JsonReader;
import io.klpforge.driver.report.JsonValue;
import java.util.List;
import org.junit.jupiter.api.Test;

class SarifReportTest {
  private static List<JsonValue> results(Review review) {
    return JsonReader.read("report", SarifReport.of(review))
        .elements("runs")
        .get(0)
        .elements("results");
  }

  private static JsonValue physical(JsonValue result) {
    return result.elements("locations").get(0).member("physicalLocation").orElseThrow();
  }

  @Test
  void isAsItsSchemaSays() {
    PublishedSchema schema = PublishedSchema.sarif();
    for (Review review :
        List.of(
            SampleReview.of(3, 40, "<&\u202e\ud800"),
            SampleReview.refused("x"),
            SampleReview.unchanged())) {
      assertEquals(List.of(), schema.violations(SarifReport.of(review)));
    }
    String broken = SarifReport.of(SampleReview.refused("x")).replace("\"error\"", "\"fatal\"");
    assertNotEquals(List.of(), schema.violations(broken), "the schema finds what is wrong");
  }

  @Test
  void findingsComeAtTheLineThePatchChanges() {
    JsonValue finding = results(SampleReview.refused("x")).get(0);
    assertEquals("changed-data", finding.text("ruleId"));
    assertEquals("error", finding.text("level"));
    JsonValue place = physical(finding);
    assertEquals("fs/proc/cmdline.c", place.member("artifactLocation").orElseThrow().text("uri"));
    assertEquals("40", place.member("region").orElseThrow().text("startLine"), "of the object");
  }

  @Test
  void changedFunctionsComeAtTheirOwnLine() {
    JsonValue function = results(SampleReview.of(1, 9, "")).get(0);
    assertEquals("changed-function", function.text("ruleId"));
    assertEquals("12", physical(function).member("region").orElseThrow().text("startLine"));
  }

  @Test
  void resultsAreToldApartByTheirPrints() {
    List<String> prints =
        results(SampleReview.of(50, 9, "")).stream()
            .map(one -> one.member("partialFingerprints").orElseThrow().text("klpforge/v1"))
            .toList();
    assertEquals(50, prints.stream().distinct().count());
    assertFalse(prints.contains(""));
  }
}
