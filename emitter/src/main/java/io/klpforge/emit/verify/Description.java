package io.klpforge.emit.verify;

import io.klpforge.emit.inspect.ModInfo;
import java.util.List;
import java.util.Optional;

/**
 * What the module says of itself in {@code .modinfo}.
 *
 * <p>Source: check_modinfo(), kernel/module/main.c; same_magic(), kernel/module/version.c, Linux
 * 6.1.
 */
final class Description implements LoaderStep {
  @Override
  public String title() {
    return "description";
  }

  @Override
  public void check(LoadedModule module, RunningKernel kernel, StepFindings findings) {
    checkNumber(module, kernel, findings);
    ModInfo info = module.livepatch().modInfo();
    findings.examined(info.vermagic().orElse("").strip());
    checkVermagic(
        info, SymbolVersions.of(module.elf(), kernel.version()).isPresent(), kernel, findings);
    if (!info.isLivepatch()) {
      findings.add(LoaderRule.NOT_A_LIVEPATCH, ".modinfo", "it has no tag \"livepatch\"");
    } else if (!kernel.isSet("LIVEPATCH")) {
      findings.add(LoaderRule.LIVEPATCH_DISABLED, "", "this kernel has no livepatch support");
    } else {
      checkPrerequisites(kernel, findings);
    }
  }

  /** Source: {@code config LIVEPATCH}, kernel/livepatch/Kconfig; klp_enable_patch(), Linux 6.1. */
  private static void checkPrerequisites(RunningKernel kernel, StepFindings findings) {
    for (String option : List.of("MODULES", "SYSFS", "KALLSYMS_ALL")) {
      if (!kernel.isSet(option)) {
        findings.add(LoaderRule.LIVEPATCH_CONFIG, "", "CONFIG_" + option + " is not set");
      }
    }
    if (!kernel.isSet("DYNAMIC_FTRACE_WITH_REGS") && !kernel.isSet("DYNAMIC_FTRACE_WITH_ARGS")) {
      findings.add(
          LoaderRule.LIVEPATCH_CONFIG,
          "",
          "neither CONFIG_DYNAMIC_FTRACE_WITH_REGS nor CONFIG_DYNAMIC_FTRACE_WITH_ARGS is set");
    }
    if (!kernel.isSet("HAVE_RELIABLE_STACKTRACE")) {
      findings.add(LoaderRule.NO_RELIABLE_STACKS, "", "CONFIG_HAVE_RELIABLE_STACKTRACE is not set");
    }
  }

  /** Before Linux 6.4 the loader takes the first and does not look for others. */
  private static void checkNumber(
      LoadedModule module, RunningKernel kernel, StepFindings findings) {
    long count = module.elf().sections().stream().filter(s -> s.name().equals(".modinfo")).count();
    if (count > 1) {
      boolean refused = kernel.version().isAtLeast(6, 4);
      Consequence when = refused ? Consequence.INSMOD : Consequence.SILENT;
      findings.add(LoaderRule.ELF_SECTIONS, when, ".modinfo", "there is more than one");
    }
  }

  private static void checkVermagic(
      ModInfo info, boolean versions, RunningKernel kernel, StepFindings findings) {
    if (info.vermagic().isEmpty()) {
      boolean forced = kernel.isSet("MODULE_FORCE_LOAD");
      LoaderRule rule = forced ? LoaderRule.FORCED_MODULE : LoaderRule.VERMAGIC;
      findings.add(rule, ".modinfo", "it has no tag \"vermagic\"");
      return;
    }
    Optional<String> expected = kernel.vermagic();
    String own = info.vermagic().get();
    if (expected.isPresent()
        && !compared(own, versions).equals(compared(expected.get(), versions))) {
      findings.add(
          LoaderRule.VERMAGIC,
          ".modinfo",
          "its vermagic is \"" + own + "\", the kernel's \"" + expected.get() + "\"");
    }
  }

  /** With versions of symbols the release, which comes first, does not count. */
  private static String compared(String vermagic, boolean versions) {
    int space = vermagic.indexOf(' ');
    return versions && space >= 0 ? vermagic.substring(space) : vermagic;
  }
}
