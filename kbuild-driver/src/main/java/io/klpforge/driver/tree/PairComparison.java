package io.klpforge.driver.tree;

import io.klpforge.diff.compare.LineNumbers;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.report.Failure;
import io.klpforge.driver.run.ObjectDiffer;
import io.klpforge.driver.run.ObjectReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Compares the objects of one path. */
record PairComparison(ObjectTree orig, ObjectTree patched) {

  /** {@return the outcome; a file that cannot be read is one, too} */
  PairOutcome compare(String object) {
    try {
      return orig.paths().contains(object) ? withOrig(object) : added(object);
    } catch (Failure e) {
      return PairOutcome.unreadable(object, e.getMessage());
    }
  }

  private PairOutcome withOrig(String object) {
    Path before = orig.file(object);
    if (!patched.paths().contains(object)) {
      return PairOutcome.of(object, unlessLinked(before, PairVerdict.GONE));
    }
    Path after = patched.file(object);
    if (Disk.on(after, () -> Files.mismatch(before, after)) < 0) {
      return PairOutcome.of(object, PairVerdict.IDENTICAL);
    }
    return differing(object, Optional.of(before), after);
  }

  private PairOutcome added(String object) {
    return differing(object, Optional.empty(), patched.file(object));
  }

  private static PairOutcome differing(String object, Optional<Path> before, Path after) {
    if (LinkedObject.isLinked(after)) {
      return PairOutcome.of(object, PairVerdict.LINKED);
    }
    ObjectReport report =
        ObjectDiffer.compare(object, before, after, LineNumbers.TOLERATED).report();
    return new PairOutcome(
        object,
        verdict(report, before.isEmpty()),
        report.changedFunctions(),
        report.newFunctions(),
        report.changes(),
        report.findings(),
        "");
  }

  private static PairVerdict unlessLinked(Path file, PairVerdict verdict) {
    return LinkedObject.isLinked(file) ? PairVerdict.LINKED : verdict;
  }

  private static PairVerdict verdict(ObjectReport report, boolean added) {
    if (report.isRefused()) {
      return PairVerdict.REFUSED;
    }
    if (added) {
      return PairVerdict.NEW;
    }
    return report.isUnchanged() ? PairVerdict.UNCHANGED : PairVerdict.CHANGED;
  }
}
