package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.fixture.PatchFixture;
import io.klpforge.driver.kernel.KernelOverrides;
import io.klpforge.emit.verify.Consequence;
import io.klpforge.emit.verify.Errno;
import io.klpforge.emit.verify.LoaderFinding;
import io.klpforge.emit.verify.Simulation;
import java.io.IOException;
import java.nio.file.Path;
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

/**
 * Good modules made bad in one way each: verify names every one, and the shipped kernel answers to
 * all that fail at insmod as verify says it does.
 */
@Tag("kernel")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerifyMutantsKernelTest {
  private static final String VMLINUX_PATCH = "unexported";
  private static final String MODULE_PATCH = "module-binfmt";
  private static final String MODULE = "binfmt_misc";

  @TempDir private static Path scratch;

  private final Map<Mutant, Simulation> simulations = new LinkedHashMap<>();
  private final Map<Mutant, String> answers = new LinkedHashMap<>();
  private Simulation goodOfVmlinux;
  private Simulation goodOfModule;

  static Stream<Mutant> bad() {
    return Stream.of(
            RawMutants.all(),
            ModuleMutants.ofDescription(),
            ModuleMutants.ofRelocations(),
            ModuleMutants.ofStructures(),
            ModuleMutants.ofCode())
        .flatMap(List::stream);
  }

  static Stream<Mutant> harmless() {
    return ModuleMutants.harmless().stream();
  }

  @BeforeAll
  void verifyAllAndBootOnce() throws IOException {
    StockKernel kernel = StockKernel.require();
    VerifyRun run =
        VerifyRun.of(Optional.of(kernel.release()), kernel.root(), KernelOverrides.none());
    Path ofVmlinux = build(kernel, VMLINUX_PATCH);
    Path ofModule = build(kernel, MODULE_PATCH);
    goodOfVmlinux = run.verify(ofVmlinux);
    goodOfModule = run.verify(ofModule);
    LoadTrials trials = new LoadTrials(kernel, MODULE);
    Stream.concat(bad(), harmless())
        .forEach(
            mutant -> {
              Path good = mutant.ofModule() ? ofModule : ofVmlinux;
              Path file = scratch.resolve(mutant.name() + ".ko");
              Disk.write(file, mutant.change().apply(Disk.bytes(good)));
              simulations.put(mutant, run.verify(file));
              if (isTried(mutant)) {
                trials.add(mutant.name(), file, mutant.ofModule());
              }
            });
    Map<String, String> all = trials.boot();
    simulations
        .keySet()
        .forEach(mutant -> answers.put(mutant, all.getOrDefault(mutant.name(), "not tried")));
    System.out.println(table());
  }

  private static Path build(StockKernel kernel, String fixture) throws IOException {
    Path output = scratch.resolve(fixture);
    Klpforge.run(kernel.build(PatchFixture.named(fixture).patch(), "-o", output)).exits(0);
    return FixtureTrials.livepatch(scratch, fixture);
  }

  /** What loads and misbehaves is not let loose, not even in the guest. */
  private boolean isTried(Mutant mutant) {
    Simulation simulation = simulations.get(mutant);
    return simulation.loads() || !expected(mutant).equals(Errno.NONE);
  }

  /** {@return what insmod should end with}; a module that is patched is loaded before. */
  private Errno expected(Mutant mutant) {
    return simulations.get(mutant).findings().stream()
        .filter(LoaderFinding::isError)
        .filter(
            finding ->
                finding.consequence() == Consequence.INSMOD
                    || (finding.consequence() == Consequence.TARGET_LOAD && mutant.ofModule()))
        .map(LoaderFinding::errno)
        .findFirst()
        .orElse(Errno.NONE);
  }

  private String table() {
    StringBuilder table = new StringBuilder("verify and the kernel:\n");
    for (Mutant mutant : simulations.keySet()) {
      String rule = mutant.rule().map(r -> r.id()).orElse("-");
      String said = simulations.get(mutant).loads() ? "loads" : expected(mutant).name();
      String silent = said.equals("NONE") ? "misbehaves" : said;
      table.append(
          String.format(
              "%-28s %-24s verify: %-12s kernel: %s%n", mutant, rule, silent, answers.get(mutant)));
    }
    return table.toString();
  }

  @Test
  void loadsTheGoodOnes() {
    assertEquals(List.of(), goodOfVmlinux.findings());
    assertEquals(List.of(), goodOfModule.findings());
  }

  @Test
  void hasMutantsForAtLeastFortyChecks() {
    assertTrue(bad().map(mutant -> mutant.rule().orElseThrow()).distinct().count() >= 40);
  }

  @ParameterizedTest
  @MethodSource("bad")
  void namesWhatIsWrong(Mutant mutant) {
    Simulation simulation = simulations(mutant);
    assertTrue(
        simulation.findings().stream().anyMatch(f -> f.rule() == mutant.rule().orElseThrow()),
        () -> "said was: " + simulation.findings());
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void saysYesToWhatDoesNoHarm(Mutant mutant) {
    assertTrue(simulations(mutant).loads(), () -> simulations(mutant).findings().toString());
    assertEquals("loads", answer(mutant));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void agreesWithTheKernel(Mutant mutant) {
    Simulation simulation = simulations(mutant);
    String expected = simulation.loads() ? "loads" : expected(key(mutant)).name();
    if (!expected.equals("NONE")) {
      assertEquals(expected, answer(mutant), () -> simulation.findings().toString());
    }
  }

  private Mutant key(Mutant mutant) {
    return simulations.keySet().stream()
        .filter(known -> known.name().equals(mutant.name()))
        .findFirst()
        .orElseThrow();
  }

  private Simulation simulations(Mutant mutant) {
    return simulations.get(key(mutant));
  }

  private String answer(Mutant mutant) {
    return answers.get(key(mutant));
  }
}
