package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.fixture.PatchFixture;
import io.klpforge.driver.vm.ModuleDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build ends with the simulated loader, and delivers nothing that would not load. */
@Tag("kernel")
class VerifiedBuildKernelTest {
  private static final String PATCH = "proc-cmdline";

  @TempDir private Path scratch;

  /** The modules given say that the kernel's {@code struct module} is smaller than it is. */
  @Test
  void deliversNoModuleThatFails() throws IOException {
    StockKernel kernel = StockKernel.require();
    Path modules = otherModules(kernel);
    Path output = scratch.resolve("output");
    Klpforge.run(
            kernel.build(
                PatchFixture.named(PATCH).patch(),
                "--modules",
                modules,
                "--keep-temp",
                "-o",
                output))
        .exits(1)
        .says("[this-module-size]");
    String name = "livepatch-" + PATCH;
    assertEquals(List.of(output.resolve(name + ".work")), Disk.entries(output));
    assertTrue(Files.exists(output.resolve(name + ".work/4-module/" + name + ".ko")));
  }

  private Path otherModules(StockKernel kernel) {
    Path shipped = ModuleDirectory.of(kernel.modules()).file("binfmt_misc").orElseThrow();
    byte[] smaller =
        ModuleEdit.of(ModuleDirectory.contents(shipped))
            .resize(".gnu.linkonce.this_module", 832)
            .bytes();
    Path modules = scratch.resolve("modules");
    Disk.write(modules.resolve("binfmt_misc.ko"), smaller);
    return modules;
  }

  @Test
  void verifiesWhatItDelivered() throws IOException {
    StockKernel kernel = StockKernel.require();
    Path output = scratch.resolve(PATCH);
    Klpforge.run(kernel.build(PatchFixture.named(PATCH).patch(), "-o", output)).exits(0);
    Path module = FixtureTrials.livepatch(scratch, PATCH);
    Klpforge text = verify(kernel, module).exits(0);
    assertTrue(text.out().contains("verdict: " + module.getFileName() + " loads in"), text::out);
    Klpforge json = verify(kernel, module, "--format", "json").exits(0);
    assertTrue(json.out().contains("\"loads\" : true"), json::out);
    Klpforge again = verify(kernel, module, "--loaded", module.toString()).exits(1);
    assertTrue(again.out().contains("insmod ends with EEXIST"), again::out);
    verify(kernel, scratch.resolve("no-such.ko")).exits(4);
  }

  private static Klpforge verify(StockKernel kernel, Path module, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("verify", module.toString(), "--kernel", kernel.release()));
    arguments.addAll(List.of("--root", kernel.root().toString()));
    arguments.addAll(List.of(more));
    return Klpforge.run(arguments);
  }
}
