package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.driver.fixture.PatchFixture;
import io.klpforge.driver.vm.GuestBoot;
import io.klpforge.driver.vm.GuestReport;
import io.klpforge.driver.vm.PatchTrial;
import io.klpforge.driver.vm.TrialStep;
import io.klpforge.driver.vm.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a kernel since 6.2 rewrites in code, in a patched function, and fixtures that differ in what
 * they need.
 *
 * @param kernel built from Linux 6.12
 * @param directory for patches and livepatches
 */
record Machinery(TestKernel kernel, Path directory) {
  private static final String NAME = "machinery";

  private static final List<String> FIXTURES =
      List.of("callback", "new-file", "syscall", "unexported");

  private static final String SHOW = "cat /proc/version | tail -n 1";
  private static final String SWITCH = "echo %d >/proc/sys/kernel/sched_schedstats";

  /** {@return a patch of the tests' own, in that directory} */
  static Path patch(String name, Path directory) throws IOException {
    Path patch = directory.resolve(name + ".patch");
    try (InputStream text = Machinery.class.getResourceAsStream(name + ".patch")) {
      Files.copy(text, patch);
    }
    return patch;
  }

  /** {@return the livepatch with the patched function} */
  Path build() throws IOException {
    return build(patch(NAME, directory), NAME);
  }

  private Path build(Path patch, String name) {
    Klpforge.run(kernel.build(patch, "-o", directory.resolve(name))).exits(0);
    return FixtureTrials.livepatch(directory, name);
  }

  /** {@return the same, and all of it works in the guest} */
  Path require() throws IOException {
    Path module = build();
    String shows =
        String.join(
            "; ", SHOW, SWITCH.formatted(1), SHOW, SWITCH.formatted(0), SHOW, "dmesg | tail -n 40");
    List<PatchTrial> trials = new ArrayList<>();
    trials.add(trial(NAME, module, Optional.of(SHOW), Optional.of(shows), "beyond"));
    for (String name : FIXTURES) {
      PatchFixture fixture = PatchFixture.named(name);
      Path made = build(fixture.patch(), name);
      String expected = fixture.expect().orElseThrow();
      trials.add(trial(name, made, fixture.before(), fixture.after(), expected));
    }
    GuestReport report =
        new GuestBoot(kernel.vmlinuz(), GuestBoot.GENEROUS)
            .run(trials.stream().map(PatchTrial::scenario).toList());
    for (PatchTrial trial : trials) {
      Verdict verdict = Verdict.of(trial, report);
      assertTrue(verdict.works(), () -> verdict.reasons() + "\n" + report.scenario(trial.name()));
    }
    requireShown(report.step(NAME, TrialStep.AFTER.stepName()).orElseThrow().output());
    return module;
  }

  /** A livepatch has these sections. */
  static void requireSections(ObjectFile module, String... names) {
    for (String name : names) {
      assertTrue(module.section(name).isPresent(), name);
    }
  }

  private PatchTrial trial(
      String name, Path module, Optional<String> before, Optional<String> after, String expect) {
    return new PatchTrial(
        name,
        List.of(module),
        Optional.of(kernel.modules()),
        List.of(),
        List.of(),
        before,
        after,
        Optional.of(expect));
  }

  private static void requireShown(String output) {
    List<String> lines = output.lines().filter(line -> line.startsWith("branch ")).toList();
    String same = " pointer 42 user c beyond 0 has 10";
    assertEquals(List.of("branch 0" + same, "branch 1" + same, "branch 0" + same), lines);
    for (String complaint :
        List.of("Unpatched return thunk", "ORC", "Missing ENDBR", "CFI failure")) {
      assertTrue(!output.contains(complaint), output);
    }
  }
}
