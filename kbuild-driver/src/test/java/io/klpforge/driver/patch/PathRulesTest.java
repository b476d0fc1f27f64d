package io.klpforge.driver.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.klpforge.diff.check.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathRulesTest {
  @ParameterizedTest
  @CsvSource({
    "fs/proc/cmdline.c, plain",
    "include/linux/fs.h, plain",
    "fs/proc/Makefile, plain",
    "fs/Kconfig, unsupported-kconfig",
    "arch/x86/entry/entry_64.S, unsupported-assembly",
    "arch/x86/entry/vdso/vma.c, unsupported-boot-code",
    "arch/x86/boot/main.c, unsupported-boot-code",
    "drivers/firmware/efi/libstub/gop.c, unsupported-boot-code",
    "Documentation/Makefile, no-kernel-code",
    "tools/objtool/check.c, no-kernel-code",
    "MAINTAINERS, no-kernel-code",
  })
  void judgesPaths(String path, String rule) {
    assertEquals(rule, PathRules.check(path).map(Finding::rule).orElse("plain"));
  }

  @Test
  void acceptsMakefileChangesThatOnlyListObjects() {
    String orig = "obj-y += a.o\nfoo-y := b.o \\\n\tc.o\n";
    assertFalse(MakefileChange.beyondListing(orig, orig + "obj-$(CONFIG_X) += d.o\n").isPresent());
    assertFalse(MakefileChange.beyondListing(orig, orig.replace("c.o", "c.o d.o")).isPresent());
  }

  @Test
  void namesTheLineThatDoesMore() {
    assertEquals(
        "ccflags-y += -O3",
        MakefileChange.beyondListing("obj-y += a.o\n", "obj-y += a.o\nccflags-y += -O3\n")
            .orElseThrow());
    assertEquals(
        "CFLAGS_a.o := -O1",
        MakefileChange.beyondListing("CFLAGS_a.o := -O1\nobj-y += a.o\n", "obj-y += a.o\n")
            .orElseThrow());
  }
}
