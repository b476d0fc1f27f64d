package io.klpforge.driver.cli;

import io.klpforge.diff.explain.Explanation;
import io.klpforge.diff.explain.ExplanationText;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.run.ObjectReport;

/** Prints which functions of an object changed, and why if that was asked for. */
record ChangeOutput(Console console) {

  void changed(ObjectReport report) {
    if (report.explanations().isEmpty()) {
      report.changedFunctions().forEach(name -> console.listing("changed function: " + name));
    } else {
      report.explanations().forEach(this::explained);
    }
  }

  private void explained(Explanation explanation) {
    console.listing("changed function: " + explanation.function());
    ExplanationText.lines(explanation).forEach(console::listing);
  }
}
