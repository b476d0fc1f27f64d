package io.klpforge.driver.kbuild;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import io.klpforge.driver.cache.Disk;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What objtool says of a module when it is linked, where it runs then: it writes the tables by
 * which the stack is walked and code is rewritten, and what it complains of is not in them.
 *
 * <p>Source: {@code WARN()} and {@code ERROR()}, tools/objtool/include/objtool/warn.h, Linux 6.12.
 */
final class ObjtoolWarnings {
  private static final Pattern WARNING =
      Pattern.compile("^.*: (?:warning|error): objtool: (?!  )(.+)$");

  /**
   * Where the replacements are listed, which ftrace enters by a return: such a function needs no
   * ENDBR. Source: {@code ftrace_regs_caller}, arch/x86/kernel/ftrace_64.S, Linux 6.12.
   */
  private static final Pattern REPLACEMENT =
      Pattern.compile("klpforge_funcs_\\d+\\+0x[0-9a-f]+: data relocation to !ENDBR: .*");

  private ObjtoolWarnings() {}

  /**
   * {@return a finding for each different complaint}
   *
   * @param module the module's file name
   * @param log of its link
   */
  static List<Finding> in(String module, Path log) {
    return Disk.lines(log).stream()
        .map(WARNING::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .filter(complaint -> !REPLACEMENT.matcher(complaint).matches())
        .distinct()
        .map(complaint -> finding(module, complaint))
        .toList();
  }

  private static Finding finding(String module, String complaint) {
    return new Finding(
        "objtool-warning",
        Severity.ERROR,
        module,
        "objtool, which makes the module's tables, complains: " + complaint,
        "its stack may not be walked there, or its code not be rewritten; write that code otherwise");
  }
}
