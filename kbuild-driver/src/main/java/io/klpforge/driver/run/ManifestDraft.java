package io.klpforge.driver.run;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import io.klpforge.diff.select.Carried;
import io.klpforge.driver.report.Json;
import io.klpforge.driver.report.JsonReader;
import io.klpforge.driver.report.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The part of a manifest that is known before the module is linked: what went in, and what was
 * decided about it. It lies in {@code 3-diff}, for runs that begin there.
 *
 * @param patches in the order they were applied
 * @param replace whether loading the module takes all earlier livepatches away
 * @param trusted whether {@code --trust-baseline} was given
 * @param outcome of the differ
 */
record ManifestDraft(
    List<PatchList.Entry> patches, boolean replace, boolean trusted, BuildOutcome outcome) {
  private static final String BASELINE = "baseline-mismatch";

  /** {@return the same for a module of one kernel object}: nothing of other objects in it */
  ManifestDraft of(String owner) {
    List<ObjectReport> others =
        outcome.objects().stream()
            .filter(report -> report.plan().isPresent())
            .filter(report -> !report.plan().get().owner().equals(owner))
            .toList();
    return new ManifestDraft(patches, replace, trusted, outcome.without(others));
  }

  String text() {
    return Json.document(
        json -> {
          json.objects("patches", patches, ManifestDraft::patch);
          json.flag("replacesAll", replace);
          json.object("baseline", this::baseline);
          json.objects("objects", outcome.objects(), ManifestDraft::object);
          json.objects("findings", outcome.findings(), ManifestDraft::finding);
        });
  }

  /** {@return the same, read} */
  JsonValue.Members members() {
    return JsonReader.read("manifest", text());
  }

  /** {@return what a manifest says of one object that no kernel was built for} */
  static JsonValue.Members of(ObjectReport report) {
    return JsonReader.read(
        report.object(),
        Json.document(
            json -> {
              json.objects("objects", List.of(report), ManifestDraft::object);
              json.objects("findings", report.findings(), ManifestDraft::finding);
            }));
  }

  private static void patch(Json json, PatchList.Entry patch) throws IOException {
    json.text("name", patch.name());
    json.text("sha256", patch.sha256());
  }

  /** What would have ended the build, had it not been trusted. */
  private void baseline(Json json) throws IOException {
    json.flag("trusted", trusted);
    List<Finding> overridden =
        outcome.objects().stream()
            .flatMap(report -> report.findings().stream().filter(f -> isOverridden(report, f)))
            .toList();
    json.objects("overridden", trusted ? overridden : List.of(), ManifestDraft::finding);
  }

  /** A mismatch elsewhere in the object never ends a build; its place is the object alone. */
  private static boolean isOverridden(ObjectReport report, Finding finding) {
    return finding.rule().equals(BASELINE)
        && finding.severity() == Severity.WARNING
        && !finding.where().equals(report.object());
  }

  private static void object(Json json, ObjectReport report) throws IOException {
    json.text("object", report.object());
    if (report.plan().isPresent()) {
      json.text("owner", report.plan().get().owner());
    }
    if (report.baseline().isPresent()) {
      ObjectBaseline baseline = report.baseline().get();
      json.object("baseline", members -> baseline(members, baseline));
    }
    List<Carried> changes = new ArrayList<>();
    for (int i = 0; i < report.changedFunctions().size(); i++) {
      changes.add(new Carried(report.changedFunctions().get(i), report.changes().get(i)));
    }
    json.objects("changedFunctions", changes, ManifestDraft::reason);
    json.texts("newFunctions", report.newFunctions());
    json.objects("carried", report.carried(), ManifestDraft::reason);
  }

  private static void baseline(Json json, ObjectBaseline baseline) throws IOException {
    json.text("summary", baseline.text());
    json.number("functions", baseline.functions());
    json.number("identical", baseline.identical());
    json.number("overridden", baseline.overridden());
    json.number("discarded", baseline.discarded());
    json.texts("differing", baseline.differing());
    json.number("variables", baseline.variables());
    json.texts("differingVariables", baseline.differingVariables());
  }

  private static void reason(Json json, Carried carried) throws IOException {
    json.text("name", carried.what());
    json.text("reason", carried.why());
  }

  static void finding(Json json, Finding finding) throws IOException {
    json.text("id", finding.rule());
    json.text("severity", finding.severity().name().toLowerCase(Locale.ROOT));
    json.text("where", finding.where());
    json.text("message", finding.message());
  }
}
