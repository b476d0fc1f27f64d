package io.klpforge.emit.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.emit.write.ImageRelocation;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is checked of modules for machines whose relocated code is not simulated. */
class OtherMachinesTest {
  private static Simulation simulate(ToyModule module, ToyMachine machine) {
    return LoaderSimulator.simulate(
        "fix.ko", module.machine(machine).bytes(), ToyKernel.ofMachine(machine));
  }

  private static Set<LoaderRule> rules(Simulation simulation) {
    return simulation.findings().stream()
        .map(LoaderFinding::rule)
        .filter(rule -> rule != LoaderRule.NO_DISASSEMBLER)
        .collect(Collectors.toSet());
  }

  private static void says(LoaderRule rule, Errno errno, ToyModule module, ToyMachine machine) {
    Simulation simulation = simulate(module, machine);
    assertTrue(rules(simulation).contains(rule), () -> simulation.findings().toString());
    assertEquals(errno, simulation.insmod());
  }

  @ParameterizedTest
  @EnumSource(ToyMachine.class)
  void hasNothingAgainstAGoodLivepatch(ToyMachine machine) {
    Simulation simulation = simulate(ToyModule.livepatch(), machine);
    Set<LoaderRule> notes = machine == ToyMachine.X86 ? Set.of() : Set.of(LoaderRule.NOT_SIMULATED);
    assertEquals(notes, rules(simulation), () -> simulation.findings().toString());
    assertTrue(simulation.loads());
    assertTrue(simulation.steps().stream().allMatch(StepOutcome::reached));
    assertTrue(
        simulation.steps().stream()
            .anyMatch(step -> step.examined().equals("1 objects, 1 functions")));
  }

  @ParameterizedTest
  @EnumSource(ToyMachine.class)
  void looksUpSymbolsAndFunctions(ToyMachine machine) {
    ToyModule symbol = ToyModule.livepatch("", "show", 2, ".klp.sym.vmlinux.gone,0");
    says(LoaderRule.KLP_SYMBOL_MISSING, Errno.EINVAL, symbol, machine);
    ToyModule ambiguous = ToyModule.livepatch("", "show", 2, ".klp.sym.vmlinux.show,0");
    says(LoaderRule.KLP_SYMBOL_AMBIGUOUS, Errno.EINVAL, ambiguous, machine);
    says(LoaderRule.OLD_FUNCTION_POSITION, Errno.EINVAL, ToyModule.livepatch("show", 3), machine);
    ToyModule module = ToyModule.livepatch("xfs", "mount", 0, ".klp.sym.xfs.probe,0");
    says(LoaderRule.KLP_SYMBOL_VIEWS, Errno.NONE, module, machine);
  }

  @ParameterizedTest
  @EnumSource(ToyMachine.class)
  void knowsTheLoadersRelocations(ToyMachine machine) {
    ToyModule type = ToyModule.livepatch();
    type.relocate(ToyModule.DATA, new ImageRelocation(0xe0, 200, ToyModule.DATA_START, 0));
    says(LoaderRule.RELOCATION_TYPE, Errno.ENOEXEC, type, machine);
    ToyModule outside = ToyModule.livepatch();
    outside.relocate(
        ToyModule.DATA, new ImageRelocation(0xfc, ToyModule.ABS64, ToyModule.DATA_START, 0));
    says(LoaderRule.RELOCATION_OUTSIDE, Errno.NONE, outside, machine);
  }

  @ParameterizedTest
  @EnumSource(ToyMachine.class)
  void checksImportsSectionsAndStructures(ToyMachine machine) {
    ToyModule imports = ToyModule.livepatch();
    imports.undefined("nowhere");
    says(LoaderRule.UNKNOWN_IMPORT, Errno.ENOENT, imports, machine);
    ToyModule twice = ToyModule.livepatch();
    twice.rename(ToyModule.VERSIONS, ".gnu.linkonce.this_module");
    assertEquals(
        Set.of(LoaderRule.NO_THIS_MODULE, LoaderRule.DUPLICATE_SECTION),
        rules(simulate(twice, machine)).stream()
            .filter(rule -> rule != LoaderRule.NOT_SIMULATED)
            .collect(Collectors.toSet()));
    ToyMachine other = machine == ToyMachine.S390X ? ToyMachine.X86 : ToyMachine.S390X;
    assertEquals(
        Set.of(LoaderRule.ELF_HEADER),
        rules(
            LoaderSimulator.simulate(
                "fix.ko",
                ToyModule.livepatch().machine(other).bytes(),
                ToyKernel.ofMachine(machine))));
  }
}
