package io.klpforge.driver.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Boots the kernel below KLPFORGE_TEST_ROOT, which scripts/test fetches. */
@Tag("kernel")
class GuestBootKernelTest {
  private static final Path ROOT = Path.of(System.getenv().getOrDefault("KLPFORGE_TEST_ROOT", "/"));

  @Test
  void goesThroughScenariosInOneBoot() throws IOException {
    KernelModule module =
        ModuleDirectory.of(ROOT.resolve("lib/modules")).inLoadOrder(List.of("binfmt_misc")).get(0);
    Scenario stops =
        new Scenario(
            "stops",
            List.of(),
            List.of(
                GuestStep.required("fails", "echo before; exit 3"),
                GuestStep.optional("left-out", "true")));
    Scenario goesOn =
        new Scenario(
            "goes-on",
            List.of(new GuestFile("m/x.ko", 0644, module.image())),
            List.of(
                GuestStep.optional("load", "add_module binfmt_misc /m/x.ko"),
                GuestStep.optional("look", "ls /sys/module/binfmt_misc"),
                GuestStep.optional("warn", "echo '<4>WARNING: not really' >/dev/kmsg")));
    GuestReport report = new GuestBoot(vmlinuz(), GuestBoot.GENEROUS).run(List.of(stops, goesOn));
    assertTrue(report.done());
    StepResult fails = report.step("stops", "fails").orElseThrow();
    assertEquals(3, fails.status());
    assertEquals("before\n", fails.output());
    assertTrue(report.step("stops", "left-out").isEmpty());
    assertTrue(report.step("goes-on", "look").orElseThrow().succeeded());
    assertFalse(KernelLog.complains(report.step("goes-on", "load").orElseThrow().log()));
    assertTrue(KernelLog.complains(report.step("goes-on", "warn").orElseThrow().log()));
  }

  @Test
  void tellsThatTheGuestDied() throws IOException {
    Scenario scenario =
        new Scenario(
            "dies", List.of(), List.of(GuestStep.optional("crash", "echo c >/proc/sysrq-trigger")));
    GuestReport report = new GuestBoot(vmlinuz(), GuestBoot.GENEROUS).run(List.of(scenario));
    assertFalse(report.done());
    assertFalse(report.step("dies", "crash").orElseThrow().ended());
    assertTrue(report.console().contains("Kernel panic"), report.console());
  }

  private static Path vmlinuz() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("boot"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("vmlinuz-"))
          .sorted()
          .findFirst()
          .orElseThrow();
    }
  }
}
