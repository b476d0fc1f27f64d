package io.klpforge.driver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import io.klpforge.driver.report.JsonValue;
import io.klpforge.driver.run.BuildOutcome;
import io.klpforge.driver.run.ObjectReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What to type after a refusal. */
class NextCommandTest {

  private static List<String> after(String rule, String... changed) {
    List<Finding> findings =
        List.of(new Finding(rule, Severity.ERROR, "a/b.o: f+0x1", "differs", "do otherwise"));
    ObjectReport report =
        new ObjectReport(
            "a/b.o",
            List.of(changed),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            findings,
            Optional.empty(),
            Optional.empty(),
            List.of());
    return NextCommand.afterRefusal(
        new BuildOutcome(
            List.of(report),
            List.of(),
            findings,
            List.of(),
            false,
            Optional.empty(),
            new JsonValue.Members(Map.of()),
            List.of()));
  }

  @Test
  void anotherBaselineIsLookedAtAlone() {
    assertEquals(List.of("next: klpforge reproduce a/b.o"), after("baseline-mismatch", "f"));
  }

  @Test
  void whatCannotBeSplitMayBeWhole() {
    assertEquals(List.of("next: the same without --split"), after("split-shared", "f"));
  }

  @Test
  void changedFunctionsCanBeExplained() {
    assertEquals(
        List.of("next: the same with --explain shows why each function changed"),
        after("init-code", "f"));
  }

  @Test
  void withoutChangedFunctionsTheFindingsSayItAll() {
    assertEquals(List.of(), after("init-code"));
  }
}
