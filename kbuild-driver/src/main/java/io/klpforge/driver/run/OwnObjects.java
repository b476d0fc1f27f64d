package io.klpforge.driver.run;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import io.klpforge.diff.select.KernelSymbols;
import io.klpforge.diff.type.ChangedLayout;
import io.klpforge.driver.kbuild.ObjectPair;
import io.klpforge.driver.report.Console;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The objects of the sources that a patch touches itself, looked at before the many that include
 * its headers: what they refuse stays refused.
 *
 * @param request what to do
 * @param console told of the step
 * @param symbols of the kernel
 * @param layouts tells which types lie otherwise, of pairs and what was said of them
 */
record OwnObjects(
    BuildRequest request,
    Console console,
    Supplier<KernelSymbols> symbols,
    BiFunction<List<ObjectPair>, List<ObjectReport>, LayoutStage> layouts) {

  /** {@return whether the patch is refused, whatever other objects hold} */
  boolean areHopeless(List<ObjectPair> pairs) {
    List<ObjectReport> reports = reports(pairs);
    return reports.stream().flatMap(report -> report.findings().stream()).anyMatch(this::stays)
        || layouts.apply(pairs, reports).layouts().stream().anyMatch(ChangedLayout::isHopeless);
  }

  private List<ObjectReport> reports(List<ObjectPair> pairs) {
    try (Console.Step step = console.step("compare what the patch itself touches")) {
      return DiffStage.reports(
          pairs, symbols, !request.leaveOutInit(), request.trustBaseline(), Optional.empty());
    }
  }

  /** A symbol may be another object's, and there may be more than init code in the others. */
  private boolean stays(Finding finding) {
    boolean elsewhere =
        finding.rule().equals("unknown-symbol")
            || (request.leaveOutInit() && finding.rule().equals("init-code"));
    return finding.severity() == Severity.ERROR && !elsewhere;
  }

  /** {@return that so many objects were not compiled} */
  static Finding left(int objects) {
    return new Finding(
        "not-all-compiled",
        Severity.ERROR,
        objects + " objects",
        "they may see the patch, and were not compiled, as it is refused already",
        "mend what is said of the others first; these may add to it");
  }
}
