package io.klpforge.driver.vm;

import java.util.List;
import java.util.regex.Pattern;

/** Tells the kernel's complaints from its talk. */
final class KernelLog {
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

  private KernelLog() {}

  /** {@return the lines that complain, in order} */
  static List<String> complaints(String log) {
    return log.lines()
        .filter(line -> COMPLAINTS.stream().anyMatch(row -> row.matcher(line).find()))
        .toList();
  }
}
