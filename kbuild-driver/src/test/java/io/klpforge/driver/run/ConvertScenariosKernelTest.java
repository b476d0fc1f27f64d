package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.vm.GuestBoot;
import io.klpforge.driver.vm.GuestFile;
import io.klpforge.driver.vm.GuestReport;
import io.klpforge.driver.vm.GuestStep;
import io.klpforge.driver.vm.KernelLog;
import io.klpforge.driver.vm.PatchTrial;
import io.klpforge.driver.vm.Scenario;
import io.klpforge.driver.vm.StepResult;
import io.klpforge.driver.vm.TrialStep;
import io.klpforge.driver.vm.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the selftests of klp-convert tried, with modules of our own, on a shipped kernel. */
@Tag("kernel")
class ConvertScenariosKernelTest {
  private static final List<String> MODULES = List.of("three", "target_a", "target_b", "target_c");
  private static final String PATCHED = "a patched 20 20\nb patched 50 50 20\nc patched 63 63\n";

  @TempDir private Path scratch;

  @Test
  void patchesThreeModulesInEveryLoadOrder() {
    StockKernel stock = StockKernel.require();
    HandwrittenBuild build = new HandwrittenBuild(stock, scratch);
    Path targets = build.targets();
    Path module = build.module("three", "");
    String before = Klpforge.run("inspect", "" + module).exits(0).out();
    assertTrue(before.contains("  count of target_b, position 2, when target_b is loaded"), before);
    assertTrue(before.contains("  add of target_c, position 0\n"), before);
    String verified = build.run("verify", module).exits(1).out();
    assertTrue(verified.contains("it is an annotation: klpforge convert"), verified);
    build
        .run("convert", module, "--modules", targets)
        .exits(0)
        .says("only_of_c of target_c, position 0 (the only one)", "count of target_b, position 2");
    String inspected = Klpforge.run("inspect", "" + module).exits(0).out();
    for (String section : List.of(".text.of_a", ".data.of_a", ".text.of_c", ".rodata", ".data")) {
      assertTrue(inspected.contains(section), inspected);
    }
    assertFalse(inspected.contains("annotations"), inspected);
    List<Scenario> scenarios = new ArrayList<>();
    for (List<String> order : orders(MODULES)) {
      scenarios.add(scenario(order, module, targets));
    }
    assertEquals(24, scenarios.size());
    GuestReport report = new GuestBoot(stock.vmlinuz(), GuestBoot.GENEROUS).run(scenarios);
    for (Scenario scenario : scenarios) {
      List<StepResult> steps = report.scenario(scenario.name());
      assertTrue(steps.stream().allMatch(StepResult::succeeded), steps::toString);
      assertFalse(
          steps.stream().anyMatch(step -> KernelLog.complains(step.log())), steps::toString);
      assertEquals(
          PATCHED, report.step(scenario.name(), "look").orElseThrow().output(), scenario::name);
    }
  }

  private static List<List<String>> orders(List<String> names) {
    if (names.isEmpty()) {
      return List.of(List.of());
    }
    List<List<String>> all = new ArrayList<>();
    for (String first : names) {
      List<String> others = names.stream().filter(name -> !name.equals(first)).toList();
      orders(others)
          .forEach(rest -> all.add(Stream.concat(Stream.of(first), rest.stream()).toList()));
    }
    return all;
  }

  private static Scenario scenario(List<String> order, Path livepatch, Path targets) {
    List<GuestFile> files = new ArrayList<>();
    List<GuestStep> steps = new ArrayList<>();
    String directory = "orders/" + String.join(".", order);
    for (String name : order) {
      Path file = name.equals("three") ? livepatch : targets.resolve(name + ".ko");
      String path = directory + "/" + name + ".ko";
      files.add(GuestFile.copy(file, path, 0644));
      steps.add(GuestStep.required("load-" + name, "insmod /" + path));
    }
    steps.add(GuestStep.required("transition", "await_patch three"));
    steps.add(GuestStep.optional("look", "cat /proc/klpforge_a /proc/klpforge_b /proc/klpforge_c"));
    steps.add(GuestStep.required("disable", "disable_patch three && remove_module three"));
    steps.add(GuestStep.optional("unload", "rmmod target_a target_b target_c"));
    return new Scenario(String.join(".", order), files, steps);
  }

  @Test
  void switchesJumpLabelsWithKeysInVmlinuxAndRefusesThoseInModules() {
    StockKernel stock = StockKernel.require();
    HandwrittenBuild build = new HandwrittenBuild(stock, scratch);
    Path targets = build.targets();
    Path refused = build.module("keys", "-DKEY_IN_MODULE");
    build
        .run("convert", refused, "--modules", targets)
        .exits(1)
        .says("[jump-label-key]", "key_of_a", "target_a");
    Path module = build.module("keys", "");
    build.run("convert", module).exits(0).says("sched_schedstats of vmlinux, position 0");
    PatchTrial trial =
        PatchTrial.of("keys", module)
            .expecting(
                "cat /proc/cmdline; echo 1 >/proc/sys/kernel/sched_schedstats; cat /proc/cmdline;"
                    + " echo 1 >/sys/module/keys/parameters/own; cat /proc/cmdline;"
                    + " echo 0 >/proc/sys/kernel/sched_schedstats; cat /proc/cmdline",
                "stolen");
    GuestReport report =
        new GuestBoot(stock.vmlinuz(), GuestBoot.GENEROUS).run(List.of(trial.scenario()));
    Verdict verdict = Verdict.of(trial, report);
    assertTrue(verdict.works(), () -> verdict.reasons() + "\n" + report.scenario("keys"));
    assertEquals(
        "none foreign stolen 0\nstatistics foreign stolen 0\nstatistics own stolen 0\n"
            + "none own stolen 0",
        report.step("keys", TrialStep.AFTER.stepName()).orElseThrow().output().stripTrailing());
  }
}
