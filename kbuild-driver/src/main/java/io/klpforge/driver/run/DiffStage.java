package io.klpforge.driver.run;

import io.klpforge.diff.compare.LineNumbers;
import io.klpforge.diff.select.KernelSymbols;
import io.klpforge.diff.source.SourceVersions;
import io.klpforge.driver.kbuild.ObjectPair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Compares and plans all pairs of objects, in parallel, in one process. */
final class DiffStage {
  private DiffStage() {}

  private record Compared(ObjectPair pair, ObjectDiffer differ) {}

  /**
   * {@return a report for each pair whose objects differ at all, in the order of the pairs}
   *
   * <p>The sources kept their line numbers, so a difference in one is a difference.
   *
   * @param kernel asked for when the first pair differs
   * @param withInit whether changes of init code count; else they are left out, if there are others
   * @param trusted whether to go on where an original is not the running kernel's code
   * @param source to explain changes with; empty: they are not explained
   */
  static List<ObjectReport> reports(
      List<ObjectPair> pairs,
      Supplier<KernelSymbols> kernel,
      boolean withInit,
      boolean trusted,
      Optional<SourceVersions> source) {
    List<Compared> compared = compared(pairs);
    if (withInit) {
      return reports(compared, kernel, trusted, source);
    }
    List<Compared> without =
        compared.stream()
            .map(one -> new Compared(one.pair(), one.differ().leavingOutInit()))
            .toList();
    List<ObjectReport> reports = reports(without, kernel, trusted, source);
    boolean all = reports.stream().allMatch(ObjectReport::isUnchanged);
    return all ? reports(compared, kernel, trusted, source) : reports;
  }

  private static List<Compared> compared(List<ObjectPair> pairs) {
    return pairs.parallelStream()
        .filter(DiffStage::differs)
        .map(pair -> new Compared(pair, compare(pair)))
        .toList();
  }

  private static List<ObjectReport> reports(
      List<Compared> compared,
      Supplier<KernelSymbols> kernel,
      boolean trusted,
      Optional<SourceVersions> source) {
    if (compared.isEmpty()) {
      return List.of();
    }
    KernelSymbols symbols = kernel.get();
    List<Set<String>> others =
        IntStream.range(0, compared.size()).mapToObj(i -> newElsewhere(compared, i)).toList();
    return IntStream.range(0, compared.size())
        .parallel()
        .mapToObj(
            i ->
                explained(
                    compared.get(i),
                    report(compared.get(i), symbols, others.get(i), trusted),
                    source))
        .toList();
  }

  static boolean differs(ObjectPair pair) {
    try {
      return pair.orig().isEmpty() || Files.mismatch(pair.orig().get(), pair.patched()) >= 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectDiffer compare(ObjectPair pair) {
    return ObjectDiffer.compare(pair.object(), pair.orig(), pair.patched(), LineNumbers.EXACT);
  }

  private static Set<String> newElsewhere(List<Compared> all, int index) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < all.size(); i++) {
      if (i != index) {
        names.addAll(all.get(i).differ().newGlobals());
      }
    }
    return names;
  }

  private static ObjectReport explained(
      Compared compared, ObjectReport report, Optional<SourceVersions> source) {
    return source.map(known -> report.explained(compared.differ().explain(known))).orElse(report);
  }

  private static ObjectReport report(
      Compared compared, KernelSymbols kernel, Set<String> others, boolean trusted) {
    return compared.differ().report(compared.pair().owner(), kernel, others, trusted);
  }
}
