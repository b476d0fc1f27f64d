package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.vm.GuestBoot;
import io.klpforge.driver.vm.GuestReport;
import io.klpforge.driver.vm.ModuleDirectory;
import io.klpforge.driver.vm.PatchTrial;
import io.klpforge.driver.vm.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Livepatches that nobody here built: the kernel's own, samples/livepatch. */
@Tag("kernel")
class VerifySamplesKernelTest {
  private static final List<String> SAMPLES =
      List.of("livepatch_sample", "livepatch_callbacks_demo");

  @TempDir private Path scratch;

  @Test
  void saysYesToTheKernelsOwnSamplesAndTheKernelDoesToo() throws IOException {
    StockKernel stock = StockKernel.require();
    SmallKernel kernel =
        SmallKernel.of(stock.source(), SmallKernel.compiler(stock), scratch.resolve("config"));
    VerifyRun run = VerifyRun.of(Optional.empty(), Path.of("/"), kernel.parts());
    List<PatchTrial> trials = new ArrayList<>();
    for (String sample : SAMPLES) {
      Path file = ModuleDirectory.of(kernel.modules()).file(sample).orElseThrow();
      assertEquals(List.of(), run.verify(file).findings(), sample);
      trials.add(PatchTrial.of(sample, file));
    }
    GuestReport report =
        new GuestBoot(kernel.vmlinuz(), GuestBoot.GENEROUS)
            .run(trials.stream().map(PatchTrial::scenario).toList());
    for (PatchTrial trial : trials) {
      Verdict verdict = Verdict.of(trial, report);
      assertTrue(verdict.works(), () -> trial.name() + ": " + verdict.reasons());
    }
  }
}
