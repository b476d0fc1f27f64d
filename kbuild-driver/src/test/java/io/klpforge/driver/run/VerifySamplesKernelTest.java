package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.kernel.KernelOverrides;
import io.klpforge.emit.verify.Errno;
import io.klpforge.emit.verify.LoaderFinding;
import io.klpforge.emit.verify.LoaderRule;
import io.klpforge.emit.verify.Simulation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Modules that nobody here wrote: all of the kernel's own samples/livepatch and lib/livepatch,
 * built for the shipped kernel.
 */
@Tag("kernel")
class VerifySamplesKernelTest {
  /** What the samples' targets are: modules that the shipped kernel has not. */
  private static final Set<LoaderRule> OF_LIVEPATCHES = Set.of(LoaderRule.UNKNOWN_TARGET_MODULE);

  private static final Set<LoaderRule> OF_OTHERS =
      Set.of(LoaderRule.NOT_A_LIVEPATCH, LoaderRule.NO_KLP_ENABLE);

  @TempDir private Path scratch;

  private static Set<LoaderRule> rules(Simulation simulation) {
    return simulation.findings().stream().map(LoaderFinding::rule).collect(Collectors.toSet());
  }

  private static boolean isLivepatch(Simulation simulation) {
    return !rules(simulation).contains(LoaderRule.NOT_A_LIVEPATCH);
  }

  @Test
  void saysYesToTheKernelsOwnSamplesAndTheKernelDoesToo() throws IOException {
    StockKernel stock = StockKernel.require();
    VerifyRun run =
        VerifyRun.of(Optional.of(stock.release()), stock.root(), KernelOverrides.none());
    LoadTrials trials = new LoadTrials(stock, "binfmt_misc");
    Map<String, Path> livepatches = new TreeMap<>();
    List<String> wrong = new ArrayList<>();
    for (Path file : KernelSamples.build(stock, scratch)) {
      Simulation simulation = run.verify(file);
      Set<LoaderRule> expected = isLivepatch(simulation) ? OF_LIVEPATCHES : OF_OTHERS;
      if (!expected.containsAll(rules(simulation))) {
        wrong.add(file.getFileName() + ": " + simulation.findings());
      }
      if (isLivepatch(simulation)) {
        String name = file.getFileName().toString().replace(".ko", "");
        livepatches.put(name, file);
        trials.add(name, file, false);
      }
    }
    assertEquals(List.of(), wrong);
    assertEquals(11, livepatches.size(), () -> livepatches.keySet().toString());
    Map<String, String> answers = trials.boot();
    livepatches.keySet().forEach(name -> assertEquals("loads", answers.get(name), name));
    knowsStates(run, livepatches);
  }

  /** The selftests' own story: the first state's livepatch cannot come back after the second's. */
  private static void knowsStates(VerifyRun run, Map<String, Path> livepatches) {
    Path first = livepatches.get("test_klp_state");
    Path second = livepatches.get("test_klp_state2");
    assertTrue(run.withLoaded(List.of(first)).verify(second).loads());
    Simulation back = run.withLoaded(List.of(second)).verify(first);
    assertTrue(rules(back).contains(LoaderRule.KLP_STATE), () -> back.findings().toString());
    assertEquals(Errno.EINVAL, back.insmod());
  }
}
