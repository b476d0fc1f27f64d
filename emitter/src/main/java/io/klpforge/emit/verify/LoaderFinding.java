package io.klpforge.emit.verify;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;

/**
 * One thing that is wrong with a module, or worth knowing of it.
 *
 * @param rule what it is
 * @param consequence when it shows
 * @param errno what the system call that loads a module ends with; {@link Errno#NONE} if it
 *     succeeds
 * @param where the module's file and the place in it
 * @param message what is the matter, one sentence without a full stop
 */
public record LoaderFinding(
    LoaderRule rule, Consequence consequence, Errno errno, String where, String message) {

  /** {@return whether the module must not be delivered} */
  public boolean isError() {
    return rule.severity() == Severity.ERROR;
  }

  /** {@return it as every other stage tells findings, when it shows put before what to do} */
  public Finding finding() {
    String when = isError() ? tag() + "; " : "";
    return new Finding(rule.id(), rule.severity(), where, message, when + rule.remedy());
  }

  private String tag() {
    return errno == Errno.NONE ? consequence.text() : consequence.text() + " (" + errno + ")";
  }
}
