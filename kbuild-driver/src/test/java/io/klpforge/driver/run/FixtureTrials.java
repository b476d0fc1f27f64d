package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.fixture.PatchFixture;
import io.klpforge.driver.vm.GuestBoot;
import io.klpforge.driver.vm.GuestReport;
import io.klpforge.driver.vm.PatchTrial;
import io.klpforge.driver.vm.TrialStep;
import io.klpforge.driver.vm.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every patch of fixtures/patches built for one kernel, and all that came of it tried in one boot.
 *
 * @param output where each fixture has a directory
 * @param builds by the fixture's name
 * @param trials by name; a patch of a module has two
 * @param report the boot's
 */
record FixtureTrials(
    Path output, Map<String, Klpforge> builds, Map<String, PatchTrial> trials, GuestReport report) {
  private static final String LATE = "-late";

  /** Builds all into {@code output}, and boots. */
  static FixtureTrials run(TestKernel kernel, Path output) throws IOException {
    Map<String, Klpforge> builds = new LinkedHashMap<>();
    Map<String, PatchTrial> trials = new LinkedHashMap<>();
    for (PatchFixture fixture : PatchFixture.all()) {
      Path directory = output.resolve(fixture.name());
      builds.put(fixture.name(), Klpforge.run(kernel.build(fixture.patch(), "-o", directory)));
      if (Files.exists(livepatch(output, fixture.name()))) {
        trials(kernel, fixture, livepatch(output, fixture.name()))
            .forEach(trial -> trials.put(trial.name(), trial));
      }
    }
    GuestReport report =
        new GuestBoot(kernel.vmlinuz(), GuestBoot.GENEROUS)
            .run(trials.values().stream().map(PatchTrial::scenario).toList());
    return new FixtureTrials(output, builds, trials, report);
  }

  private static List<PatchTrial> trials(TestKernel kernel, PatchFixture fixture, Path livepatch) {
    PatchTrial trial =
        new PatchTrial(
            fixture.name(),
            List.of(livepatch),
            Optional.of(kernel.modules()),
            fixture.insmod(),
            List.of(),
            fixture.before(),
            fixture.after(),
            fixture.expect());
    return fixture.insmod().isEmpty() ? List.of(trial) : List.of(trial, late(trial));
  }

  /** The same, the modules loaded when the livepatch is in place. */
  private static PatchTrial late(PatchTrial trial) {
    return new PatchTrial(
        trial.name() + LATE,
        trial.livepatches(),
        trial.modules(),
        List.of(),
        trial.loadedBefore(),
        trial.before(),
        trial.after(),
        trial.expect());
  }

  /** {@return the module made of the fixture of that name, if one was} */
  static Path livepatch(Path output, String fixture) {
    return output.resolve(fixture).resolve("livepatch-" + fixture + ".ko");
  }

  /** {@return all that a build leaves in its output directory, sorted: manifest and module} */
  static List<Path> delivered(Path module) {
    String name = module.getFileName().toString();
    return List.of(module.resolveSibling(name.replaceFirst("\\.ko$", ".json")), module);
  }

  /** Asserts that the build ended as the fixture says, and that there is a module or nothing. */
  void requireEnd(PatchFixture fixture) {
    Klpforge build = builds.get(fixture.name()).exits(fixture.exit());
    assertEquals(
        fixture.exit() == 0 ? delivered(livepatch(output, fixture.name())) : List.of(),
        Disk.entries(output.resolve(fixture.name())),
        build::toString);
  }

  /** Asserts that the guest saw it work. */
  void requireWorks(PatchFixture fixture) {
    requireWorks(fixture.name());
  }

  /** Asserts that the guest saw it work for modules loaded when it was in place. */
  void requireWorksLate(PatchFixture fixture) {
    requireWorks(fixture.name() + LATE);
  }

  private void requireWorks(String name) {
    assertTrue(trials.containsKey(name), name + ": was not built");
    Verdict verdict = Verdict.of(trials.get(name), report);
    assertTrue(
        verdict.works(), () -> name + ": " + verdict.reasons() + "\n" + report.scenario(name));
  }

  /** {@return what the fixture's command printed with the livepatch in place} */
  String shown(String fixture) {
    return report.step(fixture, TrialStep.AFTER.stepName()).orElseThrow().output();
  }

  /** Asserts that refused.patch was, for every reason there is. */
  void requireAllReasons() {
    builds
        .get("refused")
        .exits(1)
        .says(
            "fs/proc/cmdline.o: proc_cmdline_init",
            "kernel/trace/trace_clock.o: trace_clock_jiffies",
            "kernel/trace/trace_clock.o: trace_clock_struct",
            "no livepatch: the patch cannot be live-patched as it is");
  }

  /** Asserts that it was said of no-change.patch that it changes nothing. */
  void requireNothingChanged() {
    builds.get("no-change").exits(3).says("no livepatch: the patch changes no code of this kernel");
  }

  /** Another object's {@code type_show} or {@code mode_store} would print something else. */
  void requireRightOnesOfEqualNames() {
    String shown = shown("unexported");
    assertTrue(shown.matches("0\\n[a-z]+\\n-22\\n/sbin/poweroff 1\\n\\s*"), shown);
  }
}
