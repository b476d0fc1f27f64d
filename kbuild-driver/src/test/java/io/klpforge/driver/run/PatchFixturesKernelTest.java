package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Builds every patch of fixtures/patches, and tries in one boot all that came of it. */
@Tag("kernel")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PatchFixturesKernelTest {
  private static final String LATE = "-late";

  private final Map<String, Klpforge> builds = new LinkedHashMap<>();
  private final Map<String, PatchTrial> trials = new LinkedHashMap<>();

  @TempDir private static Path output;
  private StockKernel kernel;
  private GuestReport report;

  @BeforeAll
  void buildAllAndBootOnce() throws IOException {
    kernel = StockKernel.require();
    for (PatchFixture fixture : PatchFixture.all()) {
      builds.put(
          fixture.name(),
          Klpforge.run(kernel.build(fixture.patch(), "-o", output.resolve(fixture.name()))));
      addTrials(fixture);
    }
    report =
        new GuestBoot(kernel.vmlinuz(), GuestBoot.GENEROUS)
            .run(trials.values().stream().map(PatchTrial::scenario).toList());
  }

  private void addTrials(PatchFixture fixture) {
    Path livepatch = livepatch(fixture);
    if (Files.exists(livepatch)) {
      addTrial(fixture, fixture.name(), fixture.insmod(), List.of());
      if (!fixture.insmod().isEmpty()) {
        addTrial(fixture, fixture.name() + LATE, List.of(), fixture.insmod());
      }
    }
  }

  private void addTrial(PatchFixture fixture, String name, List<String> first, List<String> late) {
    PatchTrial trial =
        new PatchTrial(
            name,
            livepatch(fixture),
            Optional.of(kernel.modules()),
            first,
            late,
            fixture.before(),
            fixture.after(),
            fixture.expect());
    trials.put(name, trial);
  }

  private Path livepatch(PatchFixture fixture) {
    return output.resolve(fixture.name()).resolve("livepatch-" + fixture.name() + ".ko");
  }

  static List<PatchFixture> all() throws IOException {
    return PatchFixture.all();
  }

  static List<PatchFixture> delivered() throws IOException {
    return PatchFixture.all().stream().filter(fixture -> fixture.exit() == 0).toList();
  }

  static Stream<PatchFixture> ofModules() throws IOException {
    return PatchFixture.all().stream().filter(fixture -> !fixture.insmod().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("all")
  void endsAsItsFileSaysAndLeavesNothingElse(PatchFixture fixture) {
    Klpforge build = built(fixture).exits(fixture.exit());
    List<Path> left = Disk.entries(output.resolve(fixture.name()));
    assertEquals(
        fixture.exit() == 0 ? List.of(livepatch(fixture)) : List.of(), left, build::toString);
  }

  @ParameterizedTest
  @MethodSource("delivered")
  void worksInTheShippedKernel(PatchFixture fixture) {
    built(fixture);
    requireWorks(fixture.name());
  }

  @ParameterizedTest
  @MethodSource("ofModules")
  void worksForAModuleLoadedLater(PatchFixture fixture) {
    requireWorks(fixture.name() + LATE);
  }

  @Test
  void givesEveryReasonOfARefusal() {
    builds
        .get("refused")
        .exits(1)
        .says(
            "fs/proc/cmdline.o: proc_cmdline_init",
            "kernel/trace/trace_clock.o: trace_clock_jiffies",
            "kernel/trace/trace_clock.o: trace_clock_struct",
            "no livepatch: the patch cannot be live-patched as it is");
  }

  @Test
  void saysThatNothingChanged() {
    builds.get("no-change").exits(3).says("no livepatch: the patch changes no code of this kernel");
  }

  /** Another object's {@code type_show} or {@code mode_store} would print something else. */
  @Test
  void refersToTheRightOnesOfNamesUsedMoreThanOnce() {
    String shown = report.step("unexported", TrialStep.AFTER.stepName()).orElseThrow().output();
    assertTrue(shown.matches("0\\n[a-z]+\\n-22\\n/sbin/poweroff 1\\n\\s*"), shown);
  }

  private Klpforge built(PatchFixture fixture) {
    Klpforge build = builds.get(fixture.name());
    assumeFalse(
        build.err().contains("linux/livepatch_helpers.h: No such file"),
        "the author's header linux/livepatch_helpers.h is not there yet");
    return build;
  }

  private void requireWorks(String name) {
    assertTrue(trials.containsKey(name), name + ": was not built");
    Verdict verdict = Verdict.of(trials.get(name), report);
    assertTrue(verdict.works(), () -> name + ": " + new ArrayList<>(verdict.reasons()));
  }
}
