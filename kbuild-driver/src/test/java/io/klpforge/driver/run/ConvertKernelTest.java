package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.Command;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.kbuild.Workspace;
import io.klpforge.driver.vm.GuestBoot;
import io.klpforge.driver.vm.GuestReport;
import io.klpforge.driver.vm.PatchTrial;
import io.klpforge.driver.vm.TrialStep;
import io.klpforge.driver.vm.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hand-written modules, built by the kernel's own make, converted and booted. */
@Tag("kernel")
class ConvertKernelTest {
  private static final Pattern OF_REBOOT = Pattern.compile("reboot\\.c, .*position (\\d+): ");

  @TempDir private Path scratch;

  private final CommandRunner runner = new CommandRunner();

  private static Klpforge convert(StockKernel stock, Path module) {
    return Klpforge.run(
        "convert", "" + module, "--kernel", stock.release(), "--root", "" + stock.root());
  }

  @Test
  void passesTheKernelsOwnSamplesThroughUnchanged() {
    StockKernel stock = StockKernel.require();
    for (Path module : KernelSamples.build(stock, scratch)) {
      if (module.getFileName().toString().startsWith("livepatch-sample")) {
        byte[] before = Disk.bytes(module);
        convert(stock, module).exits(0);
        assertArrayEquals(before, Disk.bytes(module));
        return;
      }
    }
    throw new AssertionError("no sample was built");
  }

  @Test
  void callsStaticFunctionsAndReadsStaticVariablesOfTheShippedKernel() {
    StockKernel stock = StockKernel.require();
    Path directory = fixture("mixed");
    Path module = directory.resolve("mixed.ko");
    make(stock, directory, "-DUNANNOTATED");
    byte[] before = Disk.bytes(module);
    Klpforge refused = convert(stock, module).exits(1).says("[ambiguous-symbol]", "port.c");
    assertArrayEquals(before, Disk.bytes(module));
    Matcher position = OF_REBOOT.matcher(refused.err());
    assertTrue(position.find(), refused::toString);
    Disk.delete(directory.resolve("mixed.o"));
    make(stock, directory, "-DMODE_SHOW=" + position.group(1));
    convert(stock, module).exits(0).says("cpu_show of vmlinux, position 0 (the only one)");
    PatchTrial trial = PatchTrial.of("mixed", module).expecting("cat /proc/cmdline", "poweroff 0");
    GuestReport report =
        new GuestBoot(stock.vmlinuz(), GuestBoot.GENEROUS).run(List.of(trial.scenario()));
    Verdict verdict = Verdict.of(trial, report);
    assertTrue(verdict.works(), () -> verdict.reasons() + "\n" + report.scenario("mixed"));
    assertEquals(
        "0\ncold\ncold\n/sbin/poweroff 0\n",
        report.step("mixed", TrialStep.AFTER.stepName()).orElseThrow().output().stripTrailing()
            + "\n");
  }

  private Path fixture(String name) {
    Path source = Path.of(System.getProperty("klpforge.root"), "fixtures", "convert", name);
    Path directory = scratch.resolve(name);
    Disk.entries(source).forEach(file -> Disk.copy(file, directory.resolve(file.getFileName())));
    Klpforge header = Klpforge.run("convert", "--print-header").exits(0);
    Disk.write(directory.resolve("klpforge-convert.h"), header.out());
    return directory;
  }

  /** The module as its Makefile makes it; here convert comes afterwards, in this process. */
  private void make(StockKernel stock, Path directory, String flags) {
    try (Workspace workspace = stock.workspace(runner)) {
      String said =
          runner.check(
              Command.of(directory, "make", "KDIR=" + workspace.build(), "KLPFORGE=:")
                  .with(List.of("CC=" + workspace.request().compiler(), "KCFLAGS=" + flags)));
      assertFalse(said.contains("ERROR"), said);
    }
  }
}
