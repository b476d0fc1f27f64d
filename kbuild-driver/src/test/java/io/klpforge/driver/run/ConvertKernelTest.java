package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.vm.GuestBoot;
import io.klpforge.driver.vm.GuestReport;
import io.klpforge.driver.vm.PatchTrial;
import io.klpforge.driver.vm.TrialStep;
import io.klpforge.driver.vm.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hand-written modules, built by the kernel's own make, converted and booted. */
@Tag("kernel")
class ConvertKernelTest {
  private static final Pattern OF_REBOOT = Pattern.compile("reboot\\.c, .*position (\\d+): ");
  private static final String LOOK =
      "cat /proc/cmdline; mkdir -p /tmp/formats; mount -t binfmt_misc none /tmp/formats"
          + " && cat /tmp/formats/status; umount /tmp/formats";

  /** Of samples/livepatch; the others there are what these patch. */
  private static final Set<String> LIVEPATCHES =
      Set.of(
          "livepatch-sample.ko",
          "livepatch-callbacks-demo.ko",
          "livepatch-shadow-fix1.ko",
          "livepatch-shadow-fix2.ko");

  @TempDir private Path scratch;

  @Test
  void passesTheKernelsOwnSamplesThroughUnchanged() {
    StockKernel stock = StockKernel.require();
    HandwrittenBuild build = new HandwrittenBuild(stock, scratch);
    for (Path module : KernelSamples.build(stock, scratch)) {
      if (LIVEPATCHES.contains(module.getFileName().toString())) {
        byte[] before = Disk.bytes(module);
        build.run("convert", module).exits(0);
        assertArrayEquals(before, Disk.bytes(module));
      }
    }
  }

  @Test
  void callsStaticFunctionsAndReadsStaticVariablesOfTheShippedKernelAndOfALaterModule() {
    StockKernel stock = StockKernel.require();
    HandwrittenBuild build = new HandwrittenBuild(stock, scratch);
    Path module = build.module("mixed", "-DUNANNOTATED");
    byte[] before = Disk.bytes(module);
    Klpforge refused = build.run("convert", module).exits(1).says("[ambiguous-symbol]", "port.c");
    assertArrayEquals(before, Disk.bytes(module));
    Matcher position = OF_REBOOT.matcher(refused.err());
    assertTrue(position.find(), refused::toString);
    module = build.module("mixed", "-DMODE_SHOW=" + position.group(1));
    build
        .run("convert", module)
        .exits(0)
        .says("cpu_show of vmlinux, position 0 (the only one)", "enabled of binfmt_misc");
    PatchTrial trial =
        PatchTrial.of("mixed", module)
            .withModules(stock.modules(), List.of(), List.of("binfmt_misc"))
            .expecting(LOOK, "poweroff 0");
    GuestReport report =
        new GuestBoot(stock.vmlinuz(), GuestBoot.GENEROUS).run(List.of(trial.scenario()));
    Verdict verdict = Verdict.of(trial, report);
    assertTrue(verdict.works(), () -> verdict.reasons() + "\n" + report.scenario("mixed"));
    assertEquals(
        "0\n0\ncold\ncold\n/sbin/poweroff 0\nsecond 1",
        report.step("mixed", TrialStep.AFTER.stepName()).orElseThrow().output().stripTrailing());
  }

  @Test
  void listsWhatASourceNeeds() {
    HandwrittenBuild build = new HandwrittenBuild(StockKernel.require(), scratch);
    Path source = build.directory("mixed").resolve("mixed.c");
    Disk.write(
        source,
        "#define UNANNOTATED\n"
            + Disk.text(source)
            + "\nint *typo(void); int *typo(void)\n"
            + "{\n\textern int no_such_name;\n\treturn &no_such_name;\n}\n");
    String out = build.run("missing", source).exits(0).out();
    assertTrue(out.contains("\ncpu_show: vmlinux, reboot.c, not exported, the only one\n"), out);
    assertTrue(out.contains("\nmode_show: 6 of that name, not exported\n    vmlinux, "), out);
    assertTrue(out.contains("\nsimple_read_from_buffer: vmlinux, exported\n"), out);
    assertTrue(out.contains("\nscanarg: binfmt_misc, binfmt_misc.c, not exported, the only"), out);
    assertTrue(out.contains("\nno_such_name: not in this kernel\n"), out);
    Disk.write(source, "int a = ;\n");
    build.run("missing", source).failsSaying("mixed.c:1:9: error: expected expression");
  }
}
