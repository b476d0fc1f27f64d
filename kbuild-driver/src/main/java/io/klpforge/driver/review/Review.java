package io.klpforge.driver.review;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.explain.Explanation;
import io.klpforge.diff.source.SourceEdit;
import io.klpforge.diff.type.ChangedLayout;
import io.klpforge.driver.manifest.Manifest;
import io.klpforge.driver.report.JsonValue;
import io.klpforge.driver.report.PhaseTime;
import io.klpforge.driver.run.BuildOutcome;
import io.klpforge.driver.run.ObjectDiffer;
import io.klpforge.driver.run.ObjectReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a report tells.
 *
 * @param verdict what came of it
 * @param subject the module, or what was to become one: names of files
 * @param manifests the modules', one each; without a module, as much of one as is known
 * @param objects what the differ said of each; none where an earlier run compared them
 * @param findings all of them
 * @param layouts types that lie otherwise in memory with the patch
 * @param edits what the patch does to the source, by file; empty where that is not known
 * @param phases how long the steps took
 */
public record Review(
    ReviewVerdict verdict,
    String subject,
    List<JsonValue.Members> manifests,
    List<ObjectReport> objects,
    List<Finding> findings,
    List<ChangedLayout> layouts,
    List<SourceEdit> edits,
    List<PhaseTime> phases) {

  /** Copies the lists. */
  public Review {
    manifests = List.copyOf(manifests);
    objects = List.copyOf(objects);
    findings = List.copyOf(findings);
    layouts = List.copyOf(layouts);
    edits = List.copyOf(edits);
    phases = List.copyOf(phases);
  }

  /**
   * {@return what a build came to}
   *
   * @param patches it was for
   */
  public static Review of(BuildOutcome outcome, List<Path> patches, List<PhaseTime> phases) {
    List<Path> modules = outcome.modules();
    List<JsonValue.Members> manifests =
        modules.stream()
            .flatMap(file -> Manifest.of(file.toString(), ObjectDiffer.read(file)).stream())
            .map(Manifest::document)
            .toList();
    return new Review(
        verdict(outcome),
        names(modules.isEmpty() ? patches : modules),
        manifests.isEmpty() ? List.of(outcome.draft()) : manifests,
        outcome.objects(),
        outcome.findings(),
        outcome.layouts(),
        outcome.edits(),
        phases);
  }

  private static String names(List<Path> files) {
    return files.stream()
        .map(file -> file.getFileName().toString())
        .collect(Collectors.joining(" "));
  }

  private static ReviewVerdict verdict(BuildOutcome outcome) {
    if (outcome.isRefused() || outcome.unloadable()) {
      return ReviewVerdict.REFUSED;
    }
    return outcome.modules().isEmpty() ? ReviewVerdict.UNCHANGED : ReviewVerdict.LIVEPATCH;
  }

  /** {@return what a comparison of two objects came to} */
  public static Review of(
      ObjectReport report, List<ChangedLayout> layouts, List<PhaseTime> phases) {
    ReviewVerdict changed = report.isUnchanged() ? ReviewVerdict.UNCHANGED : ReviewVerdict.CHANGED;
    return new Review(
        report.isRefused() ? ReviewVerdict.REFUSED : changed,
        report.object(),
        List.of(report.manifest()),
        List.of(report),
        report.findings(),
        layouts,
        List.of(),
        phases);
  }

  /** {@return the first manifest}: what it says of patch and kernel, all say */
  JsonValue.Members manifest() {
    return manifests.get(0);
  }

  /** {@return all functions that change or are new}, by object, the changed ones first */
  List<ReviewedFunction> functions() {
    List<ReviewedFunction> all = new ArrayList<>();
    objects.forEach(object -> add(all, object));
    if (objects.isEmpty()) {
      manifests.forEach(one -> one.elements("objects").forEach(object -> add(all, object)));
    }
    return all;
  }

  private static void add(List<ReviewedFunction> all, ObjectReport report) {
    for (int i = 0; i < report.changedFunctions().size(); i++) {
      all.add(
          new ReviewedFunction(
              report.object(),
              report.changedFunctions().get(i),
              false,
              report.changes().get(i),
              explanation(report, i)));
    }
    for (String name : report.newFunctions()) {
      all.add(new ReviewedFunction(report.object(), name, true, "", Optional.empty()));
    }
  }

  /** Explanations are in the order of the changed functions, or there are none. */
  private static Optional<Explanation> explanation(ObjectReport report, int index) {
    return report.explanations().isEmpty()
        ? Optional.empty()
        : Optional.of(report.explanations().get(index));
  }

  private static void add(List<ReviewedFunction> all, JsonValue object) {
    String name = object.text("object");
    for (JsonValue function : object.elements("changedFunctions")) {
      all.add(
          new ReviewedFunction(
              name, function.text("name"), false, function.text("reason"), Optional.empty()));
    }
    for (JsonValue function : object.elements("newFunctions")) {
      all.add(new ReviewedFunction(name, function.text(), true, "", Optional.empty()));
    }
  }
}
