package io.klpforge.driver.vm;

import java.util.List;
import java.util.regex.Pattern;

/** Tells the kernel's complaints from its talk. */
public final class KernelLog {
  /** One row for each way the kernel says that something is wrong. */
  private static final List<Pattern> COMPLAINTS =
      List.of(
          Pattern.compile("\\bWARNING: "),
          Pattern.compile("\\bBUG: "),
          Pattern.compile("kernel BUG at "),
          Pattern.compile("\\bOops\\b"),
          Pattern.compile("unable to handle", Pattern.CASE_INSENSITIVE),
          Pattern.compile("general protection fault"),
          Pattern.compile("invalid opcode"),
          Pattern.compile("Kernel panic"),
          Pattern.compile("INFO: task .* blocked for more than"),
          Pattern.compile("\\bORC\\b"),
          Pattern.compile("livepatch: .*(failed|refusing|invalid|not found|unresolvable)"));

  private static final int SHOWN = 60;

  private KernelLog() {}

  /** {@return whether the kernel complains anywhere in {@code log}} */
  public static boolean complains(String log) {
    return log.lines().anyMatch(KernelLog::isComplaint);
  }

  /** {@return {@code log} from its first complaint on, as much as a person wants to see} */
  static String fromFirstComplaint(String log) {
    return String.join(
        "\n", log.lines().dropWhile(line -> !isComplaint(line)).limit(SHOWN).toList());
  }

  /** {@return the last lines of {@code log}, as many as a person wants to see} */
  static String end(String log) {
    List<String> lines = log.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN), lines.size()));
  }

  private static boolean isComplaint(String line) {
    return COMPLAINTS.stream().anyMatch(row -> row.matcher(line).find());
  }
}
