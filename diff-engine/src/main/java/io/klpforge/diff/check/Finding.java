package io.klpforge.diff.check;

import java.util.Locale;

/**
 * One thing a person should know about a patch, in the kernel's terms.
 *
 * @param rule the rule's stable id, such as {@code changed-data}: the anchor in the README and the
 *     name of its fixture
 * @param severity what it means for the patch
 * @param where object and place, such as {@code fs/proc/cmdline.o: cmdline_proc_show+0x4}
 * @param message what is the matter, one sentence without a full stop
 * @param remedy why it matters and what to do, one sentence or more without a final full stop
 */
public record Finding(String rule, Severity severity, String where, String message, String remedy) {

  /** {@return the finding as printed: where, severity and message; below it remedy and rule} */
  public String text() {
    String level = severity.name().toLowerCase(Locale.ROOT);
    return where + ": " + level + ": " + message + "\n    " + remedy + "  [" + rule + "]";
  }
}
