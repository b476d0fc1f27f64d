package io.klpforge.driver.tree;

import io.klpforge.driver.report.ExitCode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Two build trees compared.
 *
 * @param outcomes one for each object of either tree that was not skipped by its path, by path
 * @param skipped how many objects were skipped, by reason
 */
public record TreeReport(List<PairOutcome> outcomes, Map<SkippedObject, Long> skipped) {

  /** Copies; linked objects are counted as skipped. */
  public TreeReport {
    Map<SkippedObject, Long> all = new EnumMap<>(SkippedObject.class);
    all.putAll(skipped);
    long linked = outcomes.stream().filter(o -> o.verdict() == PairVerdict.LINKED).count();
    if (linked > 0) {
      all.put(SkippedObject.LINKED, linked);
    }
    outcomes = outcomes.stream().filter(o -> o.verdict() != PairVerdict.LINKED).toList();
    skipped = Collections.unmodifiableMap(all);
  }

  /** {@return the outcomes that say something, by path} */
  public List<PairOutcome> worthTelling() {
    return outcomes.stream().filter(PairOutcome::isWorthTelling).toList();
  }

  /** {@return how many objects ended so} */
  public long count(PairVerdict verdict) {
    return outcomes.stream().filter(outcome -> outcome.verdict() == verdict).count();
  }

  /** {@return how many objects were skipped} */
  public long skippedCount() {
    return skipped.values().stream().mapToLong(Long::longValue).sum();
  }

  /** {@return the exit status: the worst that happened to any object} */
  public ExitCode exitCode() {
    if (count(PairVerdict.UNREADABLE) > 0) {
      return ExitCode.FAILED;
    }
    if (count(PairVerdict.REFUSED) > 0) {
      return ExitCode.NOT_PATCHABLE;
    }
    boolean same = outcomes.size() == count(PairVerdict.IDENTICAL) + count(PairVerdict.UNCHANGED);
    return same ? ExitCode.NOTHING_CHANGED : ExitCode.DONE;
  }

  /** {@return one line with all numbers} */
  public String summary() {
    StringJoiner words = new StringJoiner(", ");
    words.add(outcomes.size() + " objects: " + count(PairVerdict.IDENTICAL) + " identical");
    words.add(count(PairVerdict.UNCHANGED) + " with the same code");
    words.add(count(PairVerdict.CHANGED) + " changed");
    words.add(count(PairVerdict.NEW) + " new");
    words.add(count(PairVerdict.GONE) + " gone");
    words.add(count(PairVerdict.REFUSED) + " refused");
    words.add(count(PairVerdict.UNREADABLE) + " unreadable");
    words.add(skippedCount() + " skipped");
    return words.toString();
  }
}
