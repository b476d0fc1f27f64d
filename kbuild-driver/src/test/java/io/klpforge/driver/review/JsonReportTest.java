package io.klpforge.driver.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.klpforge.driver.report.JsonReader;
import io.klpforge.driver.report.JsonValue;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonReportTest {
  @Test
  void isAsItsSchemaSays() {
    PublishedSchema schema = PublishedSchema.report();
    for (Review review :
        List.of(SampleReview.of(3, 40, "x"), SampleReview.refused("x"), SampleReview.unchanged())) {
      assertEquals(List.of(), schema.violations(JsonReport.of(review)));
    }
    String broken = JsonReport.of(SampleReview.unchanged()).replace("wallMs", "wall");
    assertNotEquals(List.of(), schema.violations(broken), "the schema finds what is wrong");
  }

  @Test
  void tellsWhatCameOfItAndWhy() {
    JsonValue report = JsonReader.read("report", JsonReport.of(SampleReview.refused("x")));
    assertEquals("refused", report.text("verdict"));
    JsonValue finding = report.elements("findings").get(0);
    assertEquals("fs/proc/cmdline.c", finding.text("file"));
    assertEquals("40", finding.text("line"));
    JsonValue function = report.elements("functions").get(0);
    JsonValue explanation = function.member("explanation").orElseThrow();
    assertEquals("own-lines", explanation.elements("causes").get(0).text("kind"));
    assertEquals(20, explanation.elements("rows").size());
    JsonValue layout = report.elements("changedLayouts").get(0);
    assertEquals("struct shapex", layout.text("type"));
    assertEquals("outsiderx", layout.elements("otherFunctions").get(0).text("name"));
    assertEquals("2000", report.elements("phases").get(0).text("wallMs"));
    assertEquals(1, report.member("manifest").orElseThrow().elements("objects").size());
  }
}
