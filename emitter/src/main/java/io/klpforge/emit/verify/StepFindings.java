package io.klpforge.emit.verify;

import java.util.ArrayList;
import java.util.List;

/** Gathers what one step says. */
final class StepFindings {
  private final String file;
  private final List<LoaderFinding> findings = new ArrayList<>();
  private String examined = "";

  /** For the module of that file name. */
  StepFindings(String file) {
    this.file = file;
  }

  /** Adds what a rule says of a place in the module; an empty place is the module itself. */
  void add(LoaderRule rule, String place, String message) {
    add(rule, rule.consequence(), place, message);
  }

  /** Adds what a rule says, where when it shows is not what it usually is. */
  void add(LoaderRule rule, Consequence consequence, String place, String message) {
    String where = place.isEmpty() ? file : file + ": " + place;
    Errno errno = consequence == Consequence.SILENT ? Errno.NONE : rule.errno();
    findings.add(new LoaderFinding(rule, consequence, errno, where, message));
  }

  boolean isEmpty() {
    return findings.isEmpty();
  }

  /** Says in a few words what was looked at. */
  void examined(String what) {
    examined = what;
  }

  /** {@return the outcome of the step of that title} */
  StepOutcome outcome(String title) {
    return new StepOutcome(title, true, examined, findings);
  }
}
