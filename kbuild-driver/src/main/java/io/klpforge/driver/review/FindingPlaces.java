package io.klpforge.driver.review;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.explain.Explanation;
import io.klpforge.diff.source.SourceEdit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where in the patched source findings belong: the first line that the patch changes in the
 * function meant; else in the source file of the object meant; else at all.
 */
final class FindingPlaces {
  private final List<SourceEdit> edits;
  private final Map<String, SourcePlace> byFunction = new HashMap<>();
  private final Map<String, SourcePlace> byObject = new HashMap<>();

  FindingPlaces(Review review) {
    this.edits = review.edits();
    edits.forEach(edit -> byObject.putIfAbsent(object(edit.file()), SourcePlace.of(edit)));
    for (ReviewedFunction function : review.functions()) {
      function
          .explanation()
          .flatMap(FindingPlaces::place)
          .ifPresent(place -> byFunction.putIfAbsent(key(function), place));
    }
  }

  /** {@return the line to show a finding at}; empty where the patch's lines are not known */
  Optional<SourcePlace> of(Finding finding) {
    String[] where = finding.where().split(": ", 2);
    String function = where.length == 1 ? "" : where[1].replaceFirst("\\+0x.*", "");
    return find(where[0], function);
  }

  /** {@return the line to show a changed function at} */
  Optional<SourcePlace> of(ReviewedFunction function) {
    return find(function.object(), function.name());
  }

  private Optional<SourcePlace> find(String object, String function) {
    return Optional.ofNullable(byFunction.get(key(object, function)))
        .or(() -> Optional.ofNullable(byObject.get(object)))
        .or(() -> edits.stream().findFirst().map(SourcePlace::of));
  }

  private static Optional<SourcePlace> place(Explanation explanation) {
    return explanation.causes().stream()
        .flatMap(cause -> cause.edits().stream())
        .findFirst()
        .map(SourcePlace::of);
  }

  private static String key(ReviewedFunction function) {
    return key(function.object(), function.name());
  }

  private static String key(String object, String function) {
    return object + ": " + function;
  }

  private static String object(String source) {
    return source.replaceFirst("\\.[cS]$", ".o");
  }
}
