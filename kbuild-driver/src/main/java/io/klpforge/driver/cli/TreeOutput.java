package io.klpforge.driver.cli;

import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.Json;
import io.klpforge.driver.tree.PairOutcome;
import io.klpforge.driver.tree.PairVerdict;
import io.klpforge.driver.tree.SkippedObject;
import io.klpforge.driver.tree.TreeReport;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** Prints what came out of two build trees. */
record TreeOutput(Console console) {

  /** Results on stdout, findings and problems on stderr. */
  void text(TreeReport report) {
    for (PairOutcome outcome : report.worthTelling()) {
      lines(outcome);
    }
    for (Map.Entry<SkippedObject, Long> skipped : report.skipped().entrySet()) {
      console.debug("skipped " + skipped.getValue() + " " + skipped.getKey().plural());
    }
    console.result(report.summary());
  }

  private void lines(PairOutcome outcome) {
    String object = outcome.object() + ": ";
    switch (outcome.verdict()) {
      case NEW -> console.listing(object + "new object");
      case GONE -> console.listing(object + "gone");
      case UNREADABLE -> console.result(object + "unreadable");
      case CHANGED, REFUSED, UNCHANGED, IDENTICAL, LINKED -> {}
    }
    outcome.changedFunctions().forEach(f -> console.listing(object + "changed function: " + f));
    outcome.newFunctions().forEach(f -> console.listing(object + "new function: " + f));
    outcome.changes().forEach(change -> console.debug(object + change));
    outcome.findings().stream().forEach(console::finding);
    if (outcome.verdict() == PairVerdict.UNREADABLE) {
      console.message("klpforge: " + outcome.problem());
    }
  }

  void json(TreeReport report) {
    console.result(
        Json.document(
            json -> {
              json.number("objects", report.outcomes().size());
              for (PairVerdict verdict : PairVerdict.values()) {
                if (verdict != PairVerdict.LINKED) {
                  json.number(word(verdict), report.count(verdict));
                }
              }
              json.number("skipped", report.skippedCount());
              json.objects("differing", report.worthTelling(), TreeOutput::object);
            }));
  }

  private static void object(Json json, PairOutcome outcome) throws IOException {
    json.text("object", outcome.object());
    json.text("verdict", word(outcome.verdict()));
    json.texts("changedFunctions", outcome.changedFunctions());
    json.texts("newFunctions", outcome.newFunctions());
    json.texts("changes", outcome.changes());
    json.findings(outcome.findings());
    json.text("problem", outcome.problem());
  }

  private static String word(PairVerdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}
