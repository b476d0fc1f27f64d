package io.klpforge.driver.review;

import io.klpforge.driver.report.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Writes what the manifests say beside the functions. */
final class ManifestSections {
  private final Html html;
  private final List<JsonValue.Members> manifests;

  ManifestSections(Html html, List<JsonValue.Members> manifests) {
    this.html = html;
    this.manifests = manifests;
  }

  void write() {
    carried();
    relocations();
    reproduction();
    verification();
  }

  /** Those without a plan are in all manifests. */
  private List<JsonValue> objects() {
    return manifests.stream().flatMap(one -> one.elements("objects").stream()).distinct().toList();
  }

  private void carried() {
    List<List<String>> rows = new ArrayList<>();
    for (JsonValue object : objects()) {
      for (JsonValue one : object.elements("carried")) {
        rows.add(List.of(one.text("name"), object.text("object"), one.text("reason")));
      }
    }
    folded("carried", "Carried along", List.of("what", "object", "why"), rows);
  }

  private void relocations() {
    List<JsonValue> all =
        manifests.stream()
            .flatMap(one -> one.member("module").stream())
            .flatMap(module -> module.elements("relocations").stream())
            .toList();
    folded(
        "relocations",
        "Livepatch relocations",
        List.of("place", "type", "symbol", "addend", "section"),
        all.stream().map(ManifestSections::relocation).toList());
  }

  private static List<String> relocation(JsonValue one) {
    return List.of(
        one.text("place"),
        one.text("type"),
        one.text("symbol"),
        one.text("addend"),
        one.text("section"));
  }

  private void reproduction() {
    List<List<String>> rows = new ArrayList<>();
    for (JsonValue object : objects()) {
      object
          .member("baseline")
          .ifPresent(baseline -> rows.add(reproduction(object.text("object"), baseline)));
    }
    folded(
        "reproduction",
        "Reproduction of the running kernel's code",
        List.of("object", "identical functions", "others", "variables with other contents"),
        rows);
  }

  private static List<String> reproduction(String object, JsonValue baseline) {
    return List.of(
        object,
        baseline.text("identical") + " of " + baseline.text("functions"),
        names(baseline.elements("differing")),
        names(baseline.elements("differingVariables")));
  }

  private static String names(List<JsonValue> names) {
    return String.join(" ", names.stream().map(JsonValue::text).toList());
  }

  private void verification() {
    List<List<String>> rows = new ArrayList<>();
    manifests.stream()
        .flatMap(one -> one.member("verification").stream())
        .forEach(
            verification -> verification.elements("steps").forEach(step -> rows.add(step(step))));
    folded(
        "verification",
        "Verification by the simulated loader",
        List.of("step", "said", "findings"),
        rows);
  }

  private static List<String> step(JsonValue step) {
    List<JsonValue> findings = step.elements("findings");
    List<String> said =
        findings.stream()
            .map(
                one ->
                    one.text("severity")
                        + ": "
                        + one.text("message")
                        + "  ["
                        + one.text("id")
                        + "]")
            .toList();
    return List.of(
        step.text("step"), said.isEmpty() ? "ok" : said.size() + " said", String.join("; ", said));
  }

  private void folded(String id, String title, List<String> names, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    html.open("section", "id", id).element("h2", title).open("details");
    html.element("summary", rows.size() == 1 ? "1 row" : rows.size() + " rows");
    Tables.write(html, title, names, rows);
    html.close().end();
  }
}
