package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.klpforge.driver.report.UsageError;
import org.junit.jupiter.api.Test;

class ModuleNameTest {
  @Test
  void endsWithTheObjectPatched() {
    assertEquals("livepatch-fix-vmlinux", ModuleName.ofObject("livepatch-fix", "vmlinux"));
  }

  /** The object's name tells the modules of one build apart, so the build's is cut. */
  @Test
  void isNeverLongerThanTheKernelTakes() {
    String cut = ModuleName.ofObject("x".repeat(55), "binfmt_misc");
    assertEquals("x".repeat(43) + "-binfmt_misc", cut);
    assertEquals(55, cut.length());
    assertThrows(UsageError.class, () -> ModuleName.ofObject("fix", "m".repeat(54)));
  }
}
