package io.klpforge.driver.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ToolchainTest {
  private static final String CLANG =
      """
      CONFIG_CC_VERSION_TEXT="Debian clang version 19.1.7 (3~deb12u1)"
      CONFIG_CC_IS_CLANG=y
      CONFIG_CLANG_VERSION=990107
      """;

  private static Toolchain of(String config) {
    return Toolchain.of(KernelConfig.parse(config));
  }

  @Test
  void callsGccByTheNameTheKernelKnows() {
    Toolchain debian =
        of("CONFIG_CC_VERSION_TEXT=\"x86_64-linux-gnu-gcc-12 (Debian 12.2.0-14) 12.2.0\"\n");
    assertEquals(
        List.of("CC=x86_64-linux-gnu-gcc-12", "HOSTCC=x86_64-linux-gnu-gcc-12"),
        debian.assignments());
    assertEquals(List.of("CC=gcc", "HOSTCC=gcc"), of("CONFIG_X=y\n").assignments());
  }

  @Test
  void clangHasItsOwnNameAndItsToolsIfTheKernelHasThem() {
    assertEquals(List.of("CC=clang", "HOSTCC=clang"), of(CLANG).assignments());
    Toolchain all = of(CLANG + "CONFIG_LD_IS_LLD=y\nCONFIG_AS_IS_LLVM=y\n");
    assertTrue(all.llvm());
    assertEquals(List.of("LLVM=1"), all.assignments());
    assertEquals(List.of("LLVM=-19"), new Toolchain("clang-19", true).assignments());
  }
}
