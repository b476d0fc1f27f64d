package io.klpforge.driver.patch;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the path of a touched file alone tells about live-patching it. */
public final class PathRules {
  private record Rule(
      String rule, Severity severity, Pattern path, String message, String remedy) {}

  /** The first that matches decides. */
  private static final List<Rule> RULES =
      List.of(
          new Rule(
              "no-kernel-code",
              Severity.NOTE,
              Pattern.compile(
                  "^(Documentation|tools|samples|LICENSES|scripts|usr)/.*"
                      + "|^(MAINTAINERS|CREDITS|COPYING|README|\\.[^/]*)$"
                      + "|.*\\.(rst|txt|md|yaml)$"
                      + "|^rust/.*|.*/\\.gitignore$"),
              "is no part of the kernel's code",
              "the change is left out"),
          new Rule(
              "unsupported-kconfig",
              Severity.ERROR,
              Pattern.compile("(^|.*/)(Kconfig[^/]*|[^/]*defconfig)$"),
              "the patch changes the kernel's configuration",
              "a loaded kernel keeps the configuration it was built with; leave this file out"),
          new Rule(
              "unsupported-boot-code",
              Severity.ERROR,
              Pattern.compile(
                  "^arch/[^/]+/(boot|purgatory|realmode)/.*"
                      + "|(^|.*/)vdso(32|64)?/.*"
                      + "|^drivers/firmware/efi/libstub/.*"),
              "this code runs before the kernel or outside it",
              "it is not there to be replaced when a livepatch is loaded; leave this file out"),
          new Rule(
              "unsupported-assembly",
              Severity.ERROR,
              Pattern.compile(".*\\.(S|lds|lds\\.h)$"),
              "the patch changes assembly or a linker script",
              "assembly functions have no ftrace entry; make the change in C code that calls them"),
          new Rule(
              "unsupported-devicetree",
              Severity.ERROR,
              Pattern.compile(".*\\.(dts|dtsi)$"),
              "the patch changes a device tree",
              "device trees are read at boot; leave this file out"));

  private PathRules() {}

  /** {@return what is to be said about touching {@code path}; nothing for plain code} */
  public static Optional<Finding> check(String path) {
    return RULES.stream()
        .filter(rule -> rule.path().matcher(path).matches())
        .findFirst()
        .map(
            rule -> new Finding(rule.rule(), rule.severity(), path, rule.message(), rule.remedy()));
  }

  /** {@return whether the file is one of Kbuild's own} */
  public static boolean isMakefile(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.equals("Makefile") || name.equals("Kbuild") || name.startsWith("Makefile.");
  }

  /** {@return whether the file is C source, to be compiled by itself} */
  public static boolean isC(String path) {
    return path.endsWith(".c");
  }
}
