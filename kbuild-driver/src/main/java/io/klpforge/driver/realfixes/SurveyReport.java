package io.klpforge.driver.realfixes;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * All that a survey found.
 *
 * @param kernel what was built for
 * @param changes where the fixes come from
 * @param candidates how many fixes there are
 * @param seed that chose among them
 * @param results in the order they were tried
 * @param boots of those that were loaded
 */
public record SurveyReport(
    String kernel,
    String changes,
    int candidates,
    long seed,
    List<FixResult> results,
    List<BootResult> boots) {

  /** Copies the lists. */
  public SurveyReport {
    results = List.copyOf(results);
    boots = List.copyOf(boots);
  }

  /** {@return how many ended so, for every outcome} */
  Map<Outcome, Long> outcomes() {
    Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      counts.put(outcome, results.stream().filter(r -> r.outcome() == outcome).count());
    }
    return counts;
  }

  /** {@return how many fixes compile and change code of this kernel} */
  long counted() {
    return results.stream().filter(result -> result.outcome().counts()).count();
  }

  /** {@return the part of these that was delivered, in words} */
  String delivered() {
    long delivered = outcomes().get(Outcome.DELIVERED);
    double part = counted() == 0 ? 0 : 100.0 * delivered / counted();
    return String.format(Locale.ROOT, "%d of %d (%.1f %%)", delivered, counted(), part);
  }

  /** {@return how many fixes each finding forbids, alone or with others} */
  Map<String, Long> rules() {
    Map<String, Long> counts = new TreeMap<>();
    results.stream()
        .flatMap(result -> result.rules().stream())
        .forEach(rule -> counts.merge(rule, 1L, Long::sum));
    return counts;
  }

  /** {@return the milliseconds of the builds that were counted or changed nothing, sorted} */
  List<Long> times() {
    return sorted(FixResult::warm);
  }

  /** {@return the milliseconds of processor time of the same builds, sorted} */
  List<Long> cpuTimes() {
    return sorted(FixResult::cpu);
  }

  private List<Long> sorted(Function<FixResult, Long> time) {
    return results.stream()
        .filter(r -> r.outcome().counts() || r.outcome() == Outcome.NOTHING_CHANGED)
        .map(time)
        .sorted()
        .toList();
  }

  /** {@return what that part of the sorted times is not above; empty if there are none} */
  static Optional<Long> quantile(List<Long> sorted, double part) {
    int index = (int) Math.ceil(part * sorted.size()) - 1;
    return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get(Math.max(0, index)));
  }

  /** {@return the longest build, with what it compiled of the kernel as it is} */
  long longest() {
    return results.stream().map(FixResult::wall).max(Long::compare).orElse(0L);
  }

  /** {@return functions reported as changed that no line of their patch explains} */
  List<String> unexplained() {
    return results.stream()
        .flatMap(result -> result.unexplained().stream().map(f -> result.name() + ": " + f))
        .toList();
  }

  /** {@return how many times were below so many seconds, for each step of five} */
  Map<Integer, Long> histogram() {
    Map<Integer, Long> steps = new TreeMap<>();
    times().forEach(time -> steps.merge((int) (time / 5000) * 5, 1L, Long::sum));
    return Collections.unmodifiableMap(steps);
  }
}
