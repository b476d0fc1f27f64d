package io.klpforge.driver.realfixes;

import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Tries a sample of fixes, one after the other.
 *
 * @param source of fixes
 * @param trial builds one
 * @param store keeps results
 * @param console told how far it is
 */
record Survey(FixSource source, FixTrial trial, SurveyStore store, Console console) {
  private static final int MOST_ROUNDS = 6;

  /** {@return the results of the first {@code size} fixes in the order that the seed makes} */
  List<FixResult> run(int size, long seed) {
    List<String> names = sample(source.names(), size, seed);
    List<FixResult> results = new ArrayList<>();
    Set<List<String>> groups = new HashSet<>();
    try (Console.Step step = console.step("build " + names.size() + " fixes");
        Progress progress = console.progress(names.size())) {
      for (String name : names) {
        FixResult result = store.result(name).orElseGet(() -> tried(name, groups));
        results.add(result);
        groups.add(result.paths());
        progress.done(name + " " + result.outcome().words());
      }
    }
    return results;
  }

  /** {@return as many as asked for, in a random order that depends on nothing but the seed} */
  static <T> List<T> sample(List<T> all, int size, long seed) {
    List<T> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new Random(seed));
    return List.copyOf(shuffled.subList(0, Math.min(size, shuffled.size())));
  }

  private FixResult tried(String name, Set<List<String>> groups) {
    Path directory = store.of(name);
    Fix fix = source.fix(name, directory);
    FixTrial.Trial first = trial.run(fix, directory);
    FixResult result = grown(fix, first, groups);
    store.put(result);
    return result;
  }

  /** Where no group does better than the fix alone, what became of it alone is what counts. */
  private FixResult grown(Fix alone, FixTrial.Trial first, Set<List<String>> groups) {
    FixTrial.Trial last = first;
    Fix fix = alone;
    for (int round = 0; round < MOST_ROUNDS && needsMore(last); round++) {
      Optional<Fix> larger = source.grown(fix, last, store.of(fix.name()));
      if (larger.isEmpty()) {
        break;
      }
      fix = larger.get();
      if (groups.contains(fix.files())) {
        return FixResult.of(fix, Outcome.TRIED_ALREADY, "", 0);
      }
      last = trial.run(fix, store.of(fix.name()));
    }
    return last.result();
  }

  private static boolean needsMore(FixTrial.Trial trial) {
    boolean links = trial.findings().stream().noneMatch(f -> FixTrial.missing(f).isPresent());
    return trial.result().outcome() == Outcome.DOES_NOT_COMPILE || !links;
  }
}
