package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.driver.fixture.PatchFixture;
import io.klpforge.driver.vm.GuestBoot;
import io.klpforge.driver.vm.GuestFile;
import io.klpforge.driver.vm.GuestReport;
import io.klpforge.driver.vm.GuestStep;
import io.klpforge.driver.vm.KernelLog;
import io.klpforge.driver.vm.Scenario;
import io.klpforge.driver.vm.StepResult;
import io.klpforge.emit.verify.LoaderRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's 6.12: IBT, room before functions, objtool when the module is linked. */
@Tag("kernel")
class ModernKernelTest {
  @TempDir private Path directory;

  @Test
  void objtoolsEditsAreNoDifference() {
    StockKernel kernel = StockKernel.requireModern();
    Klpforge run =
        Klpforge.run(
                List.of(
                    "reproduce",
                    "--kernel",
                    kernel.release(),
                    "--root",
                    kernel.root().toString(),
                    "net/ipv4/tcp_input.o"))
            .exits(0);
    assertTrue(
        run.out().matches("net/ipv4/tcp_input.o: ([1-9][0-9]+) of \\1 functions identical\n"));
  }

  /** What the kernel rewrites in code works in patched functions, and their stack is walked. */
  @Test
  void patchedFunctionsRunAsTheOthers() throws IOException {
    requireSections(
        ElfReader.read(new Machinery(StockKernel.requireModern(), directory).require()));
  }

  /**
   * Another livepatch need not wait for a task that sleeps below a patched function; this one must.
   */
  @Test
  void theStackOfATaskThatSleepsInAPatchedFunctionIsWalked() throws IOException {
    StockKernel kernel = StockKernel.requireModern();
    Path slept = new Machinery(kernel, directory).build();
    PatchFixture fixture = PatchFixture.named("unexported");
    Path besides = directory.resolve(fixture.name());
    Klpforge.run(kernel.build(fixture.patch(), "-R", "-o", besides)).exits(0);
    Path other = FixtureTrials.livepatch(directory, fixture.name());
    String name = livepatchName(slept);
    String patch = "/sys/kernel/livepatch/" + name;
    String asleep = "grep -q msleep /proc/$(cat /tmp/pid)/stack";
    List<GuestStep> steps =
        List.of(
            GuestStep.required("load", "insmod /slept.ko && await_patch " + name),
            GuestStep.required(
                "sleep",
                "(echo -n sleeper >/proc/self/comm; read line </proc/version) & echo $! >/tmp/pid;"
                    + " wait_until '"
                    + asleep
                    + "'"),
            GuestStep.required("stack", "cat /proc/$(cat /tmp/pid)/stack"),
            GuestStep.required(
                "other", "insmod /other.ko && await_patch " + livepatchName(other) + "&&" + asleep),
            GuestStep.required("off", "disable_patch " + livepatchName(other) + "&&" + asleep),
            GuestStep.required(
                "held",
                "echo 0 >" + patch + "/enabled; sleep 2; cat " + patch + "/transition; " + asleep),
            GuestStep.required("awake", "wait_until '[ ! -e " + patch + " ]'"),
            GuestStep.required("unload", "remove_module " + name));
    List<GuestFile> files =
        List.of(GuestFile.copy(slept, "slept.ko", 0644), GuestFile.copy(other, "other.ko", 0644));
    GuestReport report =
        new GuestBoot(kernel.vmlinuz(), GuestBoot.GENEROUS)
            .run(List.of(new Scenario("sleeper", files, steps)));
    List<StepResult> results = report.scenario("sleeper");
    assertEquals(steps.size(), results.size(), results::toString);
    for (StepResult result : results) {
      assertTrue(result.succeeded() && !KernelLog.complains(result.log()), results::toString);
    }
    String stack = report.step("sleeper", "stack").orElseThrow().output();
    assertTrue(stack.contains("version_proc_show+"), stack);
    assertTrue(stack.contains("[" + name + "]"), stack);
    assertTrue(stack.indexOf("version_proc_show") < stack.indexOf("vfs_read"), stack);
    assertEquals("1", report.step("sleeper", "held").orElseThrow().output().strip());
  }

  /** objtool makes a NOP of their branch, and they are switched on elsewhere only. */
  @Test
  void tracepointsOfAModuleStayOffInThePatchedFunction() throws IOException {
    String read =
        "mount -t tracefs none /mnt; echo 1 >/mnt/events/kyber/enable;"
            + " echo kyber >/sys/block/nullb0/queue/scheduler; mknod /tmp/null b $(tr : ' '"
            + " </sys/block/nullb0/dev); dd if=/tmp/null of=/dev/null bs=4k count=2000; sleep 1;"
            + " dmesg | grep klpforge:; umount /mnt";
    new ModulePatch("tracepoint", List.of("kyber-iosched", "null_blk"), read, "klpforge: timer")
        .requireWorks(StockKernel.requireModern(), directory)
        .says("[tracepoint-off]");
  }

  private static String livepatchName(Path module) {
    return module.getFileName().toString().replace(".ko", "").replace('-', '_');
  }

  /** A processor that enforces IBT would fault where the function is called through the pointer. */
  @Test
  void refusesTheNewlyTakenAddressOfAFunctionThatLostItsEndbr() throws IOException {
    StockKernel kernel = StockKernel.requireModern();
    String rule = LoaderRule.SEALED_ENTRY.id();
    Klpforge run =
        Klpforge.run(kernel.build(Machinery.patch("sealed", directory), "-o", directory)).exits(1);
    long places = run.err().lines().filter(line -> line.endsWith("[" + rule + "]")).count();
    assertEquals(2, places, run::toString);
    run.says("cmdline_proc_show+", "it points to vmlinux:do_kernel_restart");
  }

  /** What objtool makes when it sees the module, and nothing of what is for vmlinux alone. */
  private static void requireSections(ObjectFile module) {
    Machinery.requireSections(
        module,
        ".altinstructions",
        ".call_sites",
        ".orc_unwind",
        ".retpoline_sites",
        ".return_sites",
        ".static_call_sites",
        "__jump_table");
    assertTrue(module.section("runtime_ptr_USER_PTR_MAX").isEmpty());
    assertTrue(
        module.symbols().stream().noneMatch(symbol -> symbol.name().contains("klpforge_new_")));
  }
}
