package io.klpforge.driver.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.report.Failure;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KernelConfigTest {
  private static final String GOOD =
      """
      # CONFIG_WERROR is not set
      CONFIG_CC_VERSION_TEXT="x86_64-linux-gnu-gcc-12 (Debian 12.2.0-14) 12.2.0"
      CONFIG_LIVEPATCH=y
      CONFIG_MODULES=y
      CONFIG_KALLSYMS_ALL=y
      CONFIG_DYNAMIC_FTRACE=y
      CONFIG_MINIX_FS=m
      CONFIG_NOTE="$(touch /tmp/x) \\"quoted\\""
      """;

  @Test
  void readsValuesAndNeverRunsThem() {
    KernelConfig config = KernelConfig.parse(GOOD);
    assertTrue(config.isSet("MINIX_FS"));
    assertFalse(config.isSet("WERROR"));
    assertEquals("$(touch /tmp/x) \"quoted\"", config.value("NOTE").orElseThrow());
  }

  @Test
  void namesOptionsThatDiffer() {
    KernelConfig other =
        KernelConfig.parse(GOOD.replace("MINIX_FS=m", "MINIX_FS=y") + "CONFIG_N=y");
    assertEquals(Set.of("MINIX_FS", "N"), KernelConfig.parse(GOOD).differences(other));
  }

  @Test
  void refusesEveryHinderingOptionAtOnce() {
    KernelConfig bad =
        KernelConfig.parse(GOOD.replace("CONFIG_LIVEPATCH=y", "CONFIG_LTO_CLANG_THIN=y"));
    Failure failure = assertThrows(Failure.class, () -> ConfigCheck.require(bad, "/boot/config-1"));
    assertTrue(failure.getMessage().startsWith("/boot/config-1: "));
    assertTrue(failure.getMessage().contains("CONFIG_LIVEPATCH is not set"));
    assertTrue(failure.getMessage().contains("CONFIG_LTO_CLANG_THIN is set"));
  }

  @Test
  void acceptsAKernelThatCanBePatched() {
    assertEquals(List.of(), ConfigCheck.problems(KernelConfig.parse(GOOD)));
  }

  @Test
  void saysWhichPackageBringsTheCompiler() {
    KernelConfig config =
        KernelConfig.parse("CONFIG_CC_VERSION_TEXT=\"x86_64-linux-gnu-gcc-77 (Debian) 77\"\n");
    CompilerCheck check = new CompilerCheck(new CommandRunner());
    Failure failure = assertThrows(Failure.class, () -> check.require(config, true));
    assertTrue(failure.getMessage().endsWith("apt-get install gcc-77"), failure.getMessage());
  }
}
