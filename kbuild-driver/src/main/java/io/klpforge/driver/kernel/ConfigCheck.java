package io.klpforge.driver.kernel;

import io.klpforge.driver.report.Failure;
import java.util.ArrayList;
import java.util.List;

/** Whether a kernel of this configuration can be live-patched by modules we build. */
public final class ConfigCheck {
  private record Rule(String option, boolean wanted, String why) {}

  /** Source: kernel/livepatch/Kconfig (6.1) for what is wanted. */
  private static final List<Rule> RULES =
      List.of(
          new Rule("LIVEPATCH", true, "the kernel refuses livepatches"),
          new Rule("MODULES", true, "the kernel loads no modules"),
          new Rule("KALLSYMS_ALL", true, "the kernel does not know its own data by name"),
          new Rule("DYNAMIC_FTRACE", true, "no function has a place to be redirected at"),
          new Rule("TRIM_UNUSED_KSYMS", false, "exports that a livepatch needs were removed"),
          new Rule("LTO_CLANG_FULL", false, "objects hold no machine code before the final link"),
          new Rule("LTO_CLANG_THIN", false, "objects hold no machine code before the final link"),
          new Rule("GCC_PLUGIN_RANDSTRUCT", false, "struct layouts cannot be made again"),
          new Rule("RANDSTRUCT_FULL", false, "struct layouts cannot be made again"),
          new Rule("RANDSTRUCT_PERFORMANCE", false, "struct layouts cannot be made again"),
          new Rule("GCC_PLUGIN_LATENT_ENTROPY", false, "each compilation gives other code"),
          new Rule(
              "LD_DEAD_CODE_DATA_ELIMINATION", false, "the link drops what objects still hold"));

  private ConfigCheck() {}

  /**
   * Checks a configuration.
   *
   * @param name what to call it in the message
   * @throws Failure naming every option that stands in the way
   */
  public static void require(KernelConfig config, String name) {
    List<String> problems = problems(config);
    if (!problems.isEmpty()) {
      throw new Failure(
          name
              + ": a kernel of this configuration cannot be live-patched\n    "
              + String.join("\n    ", problems)
              + "\n    choose a kernel built with other options");
    }
  }

  /** {@return one line for each option that stands in the way} */
  static List<String> problems(KernelConfig config) {
    List<String> problems = new ArrayList<>();
    for (Rule rule : RULES) {
      if (config.isSet(rule.option()) != rule.wanted()) {
        String state = rule.wanted() ? " is not set: " : " is set: ";
        problems.add("CONFIG_" + rule.option() + state + rule.why());
      }
    }
    return problems;
  }
}
