package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.kernel.KernelOverrides;
import io.klpforge.driver.vm.ModuleDirectory;
import io.klpforge.emit.verify.LoaderFinding;
import io.klpforge.emit.verify.LoaderRule;
import io.klpforge.emit.verify.Simulation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The kernel loads its own modules every day, so the simulated loader has nothing against them. */
@Tag("kernel")
class VerifyShippedModulesKernelTest {
  /** Every so many modules one is taken, in alphabetical order. */
  private static final int STEP = Integer.getInteger("klpforge.shipped.step", 12);

  /**
   * That they are modules of that kernel, and no livepatches; instructions libcapstone4 does not
   * know; loads that gcc left in code that is never reached (kvm-intel).
   */
  private static final Set<LoaderRule> EXPECTED =
      Set.of(
          LoaderRule.MODULE_NAME_TAKEN,
          LoaderRule.NOT_A_LIVEPATCH,
          LoaderRule.NO_KLP_ENABLE,
          LoaderRule.DUPLICATE_EXPORT,
          LoaderRule.IMPORT_FROM_MODULE,
          LoaderRule.UNDECODABLE_CODE,
          LoaderRule.DATA_RANGE);

  @Test
  void hasNothingAgainstTheKernelsOwnModules() {
    StockKernel stock = StockKernel.require();
    VerifyRun run =
        VerifyRun.of(Optional.of(stock.release()), stock.root(), KernelOverrides.none());
    ModuleDirectory modules = ModuleDirectory.of(stock.modules());
    List<String> names = new ArrayList<>(modules.names());
    List<String> wrong = new ArrayList<>();
    int references = 0;
    for (int i = 0; i < names.size(); i += STEP) {
      Path file = modules.file(names.get(i)).orElseThrow();
      Simulation simulation = run.verify(file);
      references += simulation.references().size();
      simulation.findings().stream()
          .filter(finding -> !EXPECTED.contains(finding.rule()))
          .map(LoaderFinding::finding)
          .forEach(finding -> wrong.add(finding.text()));
    }
    assertEquals(List.of(), wrong);
    assertTrue(references > 10_000, "only " + references + " references were looked at");
  }
}
