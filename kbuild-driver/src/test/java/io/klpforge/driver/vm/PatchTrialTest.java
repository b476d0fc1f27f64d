package io.klpforge.driver.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.report.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatchTrialTest {
  @TempDir Path root;
  private PatchTrial trial;

  @BeforeEach
  void writeModules() throws IOException {
    ModuleFixture.write(root, "minix", "name=minix", "depends=");
    Path livepatch = ModuleFixture.write(root, "livepatch-x", "name=livepatch_x", "livepatch=Y");
    trial =
        PatchTrial.of("x", livepatch)
            .withModules(root, List.of(), List.of("minix"))
            .expecting("cat /proc/x", "new");
  }

  @Test
  void goesFromBeforeToAgain() {
    List<String> steps = trial.scenario().steps().stream().map(GuestStep::name).toList();
    assertEquals(
        List.of(
            "before",
            "load",
            "transition",
            "late-modules",
            "after",
            "disable",
            "unload",
            "again",
            "clean-up"),
        steps);
  }

  @Test
  void refusesAModuleThatIsNoLivepatch() {
    PatchTrial wrong = PatchTrial.of("x", root.resolve("minix.ko"));
    assertTrue(
        assertThrows(Failure.class, wrong::scenario).getMessage().contains("not a livepatch"));
  }

  @Test
  void isContentWhenEveryStepWentWell() {
    assertEquals(new Verdict(true, false, List.of()), Verdict.of(trial, report(allWell())));
  }

  @Test
  void quotesTheKernelWhenItRefusesTheLivepatch() {
    List<StepResult> steps = allWell().subList(0, 1);
    steps.add(new StepResult("x", "load", true, 1, "insmod: can't\n", "livepatch: no\n"));
    assertEquals(
        List.of("the kernel refused the livepatch\n    | insmod: can't\n    | livepatch: no"),
        Verdict.of(trial, report(steps)).reasons());
  }

  @Test
  void doesNotOverlookAWarning() {
    List<StepResult> steps = allWell();
    steps.set(4, new StepResult("x", "after", true, 0, "new\n", "[ 1.0] WARNING: CPU: 0\n"));
    assertEquals(
        List.of("the kernel complained at step after\n    | [ 1.0] WARNING: CPU: 0"),
        Verdict.of(trial, report(steps)).reasons());
  }

  @Test
  void saysWhichStepKilledTheGuest() {
    List<StepResult> steps = allWell().subList(0, 1);
    steps.add(new StepResult("x", "load", false, -1, "", ""));
    GuestReport report = new GuestReport(steps, false, "Kernel panic\n");
    assertEquals(
        List.of("the guest died at step load\n    | Kernel panic"),
        Verdict.of(trial, report).reasons());
  }

  @Test
  void wantsTheExpectedTextOnlyWhilePatched() {
    List<StepResult> steps = allWell();
    steps.set(0, new StepResult("x", "before", true, 0, "new\n", ""));
    steps.set(4, new StepResult("x", "after", true, 0, "old\n", ""));
    assertEquals(2, Verdict.of(trial, report(steps)).reasons().size());
  }

  private PatchTrial two() throws IOException {
    Path other = ModuleFixture.write(root, "livepatch-y", "name=livepatch_y", "livepatch=Y");
    return trial.of(List.of(other, root.resolve("livepatch-x.ko")));
  }

  @Test
  void loadsSeveralInTheirOrderAndTakesTheLastAwayFirst() throws IOException {
    assertEquals(
        List.of(
            "insmod /modules/x/livepatch_y.ko",
            "await_patch livepatch_y",
            "insmod /modules/x/livepatch_x.ko",
            "await_patch livepatch_x",
            "add_module minix /modules/x/minix.ko",
            "disable_patch livepatch_x",
            "remove_module livepatch_x",
            "disable_patch livepatch_y",
            "remove_module livepatch_y"),
        two().scenario().steps().stream()
            .filter(GuestStep::required)
            .map(GuestStep::command)
            .toList());
  }

  @Test
  void judgesEachOfSeveralAloneAndAllTogether() throws IOException {
    PatchTrial two = two();
    List<StepResult> steps = new ArrayList<>();
    for (GuestStep step : two.scenario().steps()) {
      boolean bad = step.name().equals("unload-2");
      String output = step.name().equals("after") ? "new\n" : "old\n";
      steps.add(new StepResult("x", step.name(), true, bad ? 1 : 0, output, ""));
    }
    GuestReport report = report(steps);
    assertTrue(Verdict.of(two, 0, report).works());
    assertTrue(Verdict.together(two, report).works());
    assertEquals(
        List.of("the livepatch could not be unloaded\n    | old"),
        Verdict.of(two, 1, report).reasons());
    assertEquals(Verdict.of(two, 1, report), Verdict.of(two, report));
    assertEquals(
        List.of("the guest did not get as far as unloading the livepatch"),
        Verdict.of(two, 1, report(steps.subList(0, 4))).reasons());
  }

  @Test
  void saysWhereALaterLivepatchTookOneAway() throws IOException {
    PatchTrial two = two();
    List<StepResult> steps = new ArrayList<>();
    for (GuestStep step : two.scenario().steps()) {
      String gone = step.name().equals("disable") ? "replaced by a livepatch loaded later\n" : "";
      String output = step.name().equals("after") ? "new\n" : gone;
      steps.add(new StepResult("x", step.name(), true, 0, output, ""));
    }
    assertTrue(Verdict.of(two, 0, report(steps)).replaced());
    assertFalse(Verdict.of(two, 1, report(steps)).replaced());
    assertTrue(Verdict.of(two, report(steps)).works());
  }

  @Test
  void refusesTwoLivepatchesOfOneName() {
    PatchTrial twice = trial.of(List.of(trial.livepatches().get(0), trial.livepatches().get(0)));
    assertTrue(
        assertThrows(Failure.class, twice::scenario).getMessage().contains("have this name"));
  }

  private List<StepResult> allWell() {
    List<StepResult> results = new ArrayList<>();
    for (GuestStep step : trial.scenario().steps()) {
      String output = step.name().equals("after") ? "new\n" : "old\n";
      results.add(new StepResult("x", step.name(), true, 0, output, ""));
    }
    return results;
  }

  private static GuestReport report(List<StepResult> steps) {
    return new GuestReport(steps, true, "");
  }
}
