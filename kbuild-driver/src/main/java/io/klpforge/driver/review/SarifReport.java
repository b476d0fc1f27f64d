package io.klpforge.driver.review;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import io.klpforge.diff.explain.Cause;
import io.klpforge.driver.cache.Sha256;
import io.klpforge.driver.report.Json;
import io.klpforge.driver.report.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A review for CI systems: each finding, and each function that changes, at a line of the patch.
 *
 * <p>Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
 */
final class SarifReport {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private static final String CHANGED = "changed-function";

  private final Review review;
  private final FindingPlaces places;

  private SarifReport(Review review) {
    this.review = review;
    this.places = new FindingPlaces(review);
  }

  /**
   * One result.
   *
   * @param rule its id
   * @param level {@code error}, {@code warning} or {@code note}
   * @param where the object and what is in it, for people
   */
  private record Result(
      String rule, String level, String where, String message, Optional<SourcePlace> place) {

    /** {@return what tells it from others, the same in the next run} */
    String print() {
      return Sha256.of((rule + '\n' + where + '\n' + message).getBytes(StandardCharsets.UTF_8));
    }
  }

  static String of(Review review) {
    return new SarifReport(review).text();
  }

  private String text() {
    List<Result> results = results();
    return Json.document(
        json -> {
          json.text("$schema", SCHEMA);
          json.text("version", "2.1.0");
          json.objects("runs", List.of(results), SarifReport::run);
        });
  }

  private List<Result> results() {
    List<Result> all = new ArrayList<>();
    review.findings().forEach(finding -> all.add(result(finding)));
    review.functions().stream().filter(f -> !f.isNew()).map(this::result).forEach(all::add);
    return all;
  }

  private Result result(Finding finding) {
    String text = finding.message() + "\n" + finding.remedy();
    return new Result(
        finding.rule(),
        level(finding.severity()),
        finding.where(),
        finding.where() + ": " + text.strip(),
        places.of(finding));
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case NOTE -> "note";
    };
  }

  private Result result(ReviewedFunction function) {
    String why =
        function
            .explanation()
            .map(
                found ->
                    found.causes().stream().map(Cause::brief).collect(Collectors.joining("; ")))
            .orElse(function.reason());
    return new Result(
        CHANGED,
        "note",
        function.object() + ": " + function.name(),
        function.name() + "() changes: " + why,
        places.of(function));
  }

  private static void run(Json json, List<Result> results) throws IOException {
    List<String> rules = results.stream().map(Result::rule).distinct().toList();
    json.object("tool", tool -> tool.object("driver", driver -> driver(driver, rules)));
    json.text("columnKind", "utf16CodeUnits");
    json.objects("results", results, (one, result) -> result(one, result, rules));
  }

  private static void driver(Json json, List<String> rules) throws IOException {
    json.text("name", "klpforge");
    json.text("version", Version.TEXT.replaceFirst(".* ", ""));
    json.objects("rules", rules, (rule, id) -> rule.text("id", id));
  }

  private static void result(Json json, Result result, List<String> rules) throws IOException {
    json.text("ruleId", result.rule());
    json.number("ruleIndex", rules.indexOf(result.rule()));
    json.text("level", result.level());
    json.object("message", message -> message.text("text", result.message()));
    json.objects("locations", List.of(result), SarifReport::location);
    json.object("partialFingerprints", prints -> prints.text("klpforge/v1", result.print()));
  }

  private static void location(Json json, Result result) throws IOException {
    if (result.place().isPresent()) {
      SourcePlace place = result.place().get();
      json.object(
          "physicalLocation",
          physical -> {
            physical.object("artifactLocation", artifact -> artifact(artifact, place.file()));
            physical.object("region", region -> region.number("startLine", place.line()));
          });
    }
    json.objects(
        "logicalLocations",
        List.of(result.where()),
        (logical, where) -> logical.text("fullyQualifiedName", where));
  }

  /** From the top of the source tree, which the reader of the report knows. */
  private static void artifact(Json json, String file) throws IOException {
    json.text("uri", uri(file));
    json.text("uriBaseId", "%SRCROOT%");
  }

  /** Source: RFC 3986, "Characters"; a colon would make the first name a scheme. */
  private static String uri(String file) {
    StringBuilder uri = new StringBuilder();
    for (byte one : file.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (one & 0xff);
      boolean plain = "/-._~".indexOf(c) >= 0 || (c < 0x80 && Character.isLetterOrDigit(c));
      uri.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
    }
    return uri.toString();
  }
}
