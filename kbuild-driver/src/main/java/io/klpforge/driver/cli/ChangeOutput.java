package io.klpforge.driver.cli;

import io.klpforge.diff.explain.Explanation;
import io.klpforge.diff.explain.ExplanationText;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.run.ObjectReport;

/**
 * Prints which functions of an object changed.
 *
 * @param explain whether to say why
 */
record ChangeOutput(Console console, boolean explain) {

  void changed(ObjectReport report) {
    if (!explain || report.explanations().isEmpty()) {
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
