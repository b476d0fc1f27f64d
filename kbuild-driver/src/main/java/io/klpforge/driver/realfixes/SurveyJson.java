package io.klpforge.driver.realfixes;

import io.klpforge.driver.report.Json;
import java.util.Map;

/** Writes a survey as JSON. */
public final class SurveyJson {
  private SurveyJson() {}

  /** {@return the document} */
  public static String of(SurveyReport report) {
    return Json.document(
        json -> {
          json.text("kernel", report.kernel());
          json.text("changes", report.changes());
          json.number("seed", report.seed());
          json.number("candidates", report.candidates());
          json.number("counted", report.counted());
          json.object(
              "outcomes",
              inner -> {
                for (Map.Entry<Outcome, Long> row : report.outcomes().entrySet()) {
                  inner.number(row.getKey().id(), row.getValue());
                }
              });
          json.object(
              "rules",
              inner -> {
                for (Map.Entry<String, Long> row : report.rules().entrySet()) {
                  inner.number(row.getKey(), row.getValue());
                }
              });
          json.number("medianMilliseconds", SurveyReport.quantile(report.times(), 0.5).orElse(0L));
          json.number(
              "medianCpuMilliseconds", SurveyReport.quantile(report.cpuTimes(), 0.5).orElse(0L));
          json.objects("fixes", report.results(), (inner, result) -> result.write(inner));
          json.objects("boots", report.boots(), (inner, boot) -> boot.write(inner));
        });
  }
}
