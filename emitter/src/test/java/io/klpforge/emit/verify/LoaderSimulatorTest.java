package io.klpforge.emit.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.SymbolType;
import io.klpforge.diff.insn.Disassembler;
import io.klpforge.emit.inspect.LivepatchModule;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What is true of any kernel; the shipped one's agreement is shown by the tests of kbuild-driver.
 */
class LoaderSimulatorTest {
  private static final RunningKernel KERNEL = ToyKernel.running();
  private static final String KLP_ONLY = ".klp.sym.vmlinux.only,0";

  private static Simulation simulate(ToyModule module) {
    return simulate(module, KERNEL);
  }

  private static Simulation simulate(ToyModule module, RunningKernel kernel) {
    return LoaderSimulator.simulate("fix.ko", module.bytes(), kernel);
  }

  /** {@return the rules of all findings; whether code can be read back depends on the machine} */
  private static List<LoaderRule> rules(Simulation simulation) {
    return simulation.findings().stream()
        .map(LoaderFinding::rule)
        .filter(rule -> rule != LoaderRule.NO_DISASSEMBLER)
        .toList();
  }

  @Test
  void hasNothingAgainstAGoodLivepatch() {
    Simulation simulation = simulate(ToyModule.livepatch());
    assertEquals(List.of(), rules(simulation));
    assertTrue(simulation.loads());
    assertEquals(Errno.NONE, simulation.insmod());
    assertTrue(simulation.steps().stream().allMatch(StepOutcome::reached));
  }

  @Test
  void hasNothingAgainstALivepatchOfAModule() {
    ToyModule module = ToyModule.livepatch("xfs", "mount", 0, ".klp.sym.xfs.mount,0");
    assertEquals(List.of(LoaderRule.NO_FTRACE_LOCATION), rules(simulate(module)));
    Simulation simulation = simulate(module);
    assertEquals(Consequence.TARGET_LOAD, simulation.findings().get(0).consequence());
    assertEquals(Errno.NONE, simulation.insmod());
  }

  @Test
  void letsSectionsOfModulesUseVmlinuxOnlyBeforeLinux58() {
    ToyModule module = ToyModule.livepatch("xfs", "mount", 0, ".klp.sym.vmlinux.only,0");
    assertTrue(rules(simulate(module)).contains(LoaderRule.KLP_VMLINUX_SYMBOL));
    assertFalse(
        rules(simulate(module, ToyKernel.withLateRelocations()))
            .contains(LoaderRule.KLP_VMLINUX_SYMBOL));
  }

  @Test
  void stopsAtAFileThatCannotBeRead() {
    byte[] cut = ToyModule.livepatch().bytes().slice(0, 200).toArray();
    Bytes file = Bytes.of(cut, ByteOrder.LITTLE_ENDIAN);
    Simulation simulation = LoaderSimulator.simulate("fix.ko", file, KERNEL);
    assertEquals(List.of(LoaderRule.ELF_SECTIONS), rules(simulation));
    assertEquals(Errno.ENOEXEC, simulation.insmod());
    assertFalse(simulation.steps().get(2).reached());
  }

  @Test
  void survivesFilesOfAnyLength() {
    Bytes whole = ToyModule.livepatch().bytes();
    for (int length = 0; length < whole.length(); length += 7) {
      Bytes cut = Bytes.of(whole.slice(0, length).toArray(), ByteOrder.LITTLE_ENDIAN);
      assertFalse(LoaderSimulator.simulate("fix.ko", cut, KERNEL).loads(), "length " + length);
    }
  }

  @Test
  void survivesEveryByteFlipped() {
    byte[] whole = ToyModule.livepatch().bytes().toArray();
    for (int i = 0; i < whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= (byte) 0xff;
      Bytes file = Bytes.of(flipped, ByteOrder.LITTLE_ENDIAN);
      assertFalse(LoaderSimulator.simulate("fix.ko", file, KERNEL).steps().isEmpty());
    }
  }

  @Test
  void refusesAFunctionThatIsThereTwice() {
    assertEquals(
        List.of(LoaderRule.OLD_FUNCTION_AMBIGUOUS),
        rules(simulate(ToyModule.livepatch("show", 0))));
  }

  @Test
  void refusesAPositionThatIsNotThere() {
    assertEquals(
        List.of(LoaderRule.OLD_FUNCTION_POSITION), rules(simulate(ToyModule.livepatch("show", 3))));
  }

  @Test
  void refusesAFunctionThatIsNotThere() {
    Simulation simulation = simulate(ToyModule.livepatch("gone", 0));
    assertEquals(List.of(LoaderRule.OLD_FUNCTION_MISSING), rules(simulation));
    assertEquals(Errno.EINVAL, simulation.insmod());
  }

  @Test
  void refusesAFunctionWithoutFtraceEntry() {
    assertEquals(
        List.of(LoaderRule.NO_FTRACE_LOCATION), rules(simulate(ToyModule.livepatch("raw", 0))));
  }

  @Test
  void refusesTheKernelsOwnName() {
    byte[] description = ToyModule.modinfo();
    String text = new String(description, US_ASCII).replace("name=fix", "name=vmlinux");
    ToyModule module =
        ToyModule.livepatch().replace(ToyModule.DESCRIPTION, text.getBytes(US_ASCII));
    assertEquals(List.of(LoaderRule.KERNEL_NAME), rules(simulate(module)));
    assertEquals(Errno.EINVAL, simulate(module).insmod());
    Simulation early = simulate(module, ToyKernel.withLateRelocations());
    assertEquals(List.of(LoaderRule.KERNEL_NAME), rules(early));
    assertEquals(Errno.NONE, early.insmod());
  }

  @Test
  void refusesInitCode() {
    assertEquals(
        List.of(LoaderRule.OLD_FUNCTION_FREED), rules(simulate(ToyModule.livepatch("early", 0))));
  }

  @Test
  void looksAtAModuleWhileItLoadsAndWhenItRuns() {
    for (String symbol : List.of("probe,0", "setup,0")) {
      ToyModule module = ToyModule.livepatch("xfs", "mount", 0, ".klp.sym.xfs." + symbol);
      assertTrue(rules(simulate(module)).contains(LoaderRule.KLP_SYMBOL_VIEWS), symbol);
    }
    ToyModule module = ToyModule.livepatch("xfs", "mount", 0, ".klp.sym.xfs.probe,1");
    assertFalse(rules(simulate(module)).contains(LoaderRule.KLP_SYMBOL_VIEWS));
  }

  @Test
  void refusesAModuleOfAnotherMachine() {
    ToyModule module = ToyModule.livepatch().machine(ToyMachine.AARCH64);
    assertEquals(List.of(LoaderRule.ELF_HEADER), rules(simulate(module)));
  }

  @Test
  void demandsASignatureWhereTheKernelDoes() {
    RunningKernel strict =
        ToyKernel.running("LIVEPATCH", "MODVERSIONS", "MODULE_SIG", "MODULE_SIG_FORCE");
    assertEquals(
        List.of(LoaderRule.UNSIGNED_MODULE), rules(simulate(ToyModule.livepatch(), strict)));
    assertEquals(List.of(), rules(simulate(ToyModule.livepatch(), strict.acceptingUnsigned())));
  }

  @Test
  void refusesLivepatchesInAKernelWithoutThem() {
    assertEquals(
        List.of(LoaderRule.LIVEPATCH_DISABLED),
        rules(simulate(ToyModule.livepatch(), ToyKernel.running("MODVERSIONS"))));
  }

  @Test
  void tellsOfLivepatchesThatPatchTheSame() {
    ObjectFile other = ElfReader.read(ToyModule.livepatch().bytes().toArray());
    LoadedLivepatch earlier = new LoadedLivepatch("earlier", LivepatchModule.of(other), List.of());
    RunningKernel kernel = KERNEL.withLoaded(List.of(earlier));
    assertEquals(
        List.of(LoaderRule.CONFLICTING_LIVEPATCH), rules(simulate(ToyModule.livepatch(), kernel)));
    RunningKernel same = KERNEL.withLoaded(List.of(LoadedLivepatch.of("fix.ko", other)));
    assertEquals(Errno.EEXIST, simulate(ToyModule.livepatch(), same).insmod());
  }

  @Test
  void findsARelocationThatDoesNotFit() {
    ToyModule module = ToyModule.livepatch();
    int far = module.undefined("printk");
    module.relocate(2, ToyModule.relocation(0xf0, ToyModule.ABS32S, far, 1L << 33));
    assertTrue(rules(simulate(module)).contains(LoaderRule.RELOCATION_OVERFLOW));
  }

  @Test
  void wantsNamespacesImported() {
    ToyModule module = ToyModule.livepatch();
    module.undefined("special");
    assertEquals(
        List.of(LoaderRule.SYMBOL_VERSION, LoaderRule.NAMESPACE_IMPORT), rules(simulate(module)));
  }

  @Test
  void tellsOfImportsFromModules() {
    RunningKernel kernel = ToyKernel.running("LIVEPATCH");
    ToyModule module = ToyModule.livepatch();
    module.undefined("xfs_fn");
    Simulation simulation = simulate(module, kernel);
    assertEquals(List.of(LoaderRule.IMPORT_FROM_MODULE), rules(simulation));
    assertTrue(simulation.loads());
  }

  @Test
  void saysWhenItShowsAndWhatToDo() {
    LoaderFinding finding = simulate(ToyModule.livepatch("gone", 0)).findings().get(0);
    assertEquals(
        """
        fix.ko: vmlinux:gone: error: vmlinux has no symbol gone
            fails at insmod (EINVAL); the running kernel has no such symbol; check object and name\
          [old-function-missing]""",
        finding.finding().text());
  }

  @Test
  void refusesASecondExportOfAName() {
    ToyModule module = ToyModule.livepatch();
    module.symbol("__ksymtab_printk", SymbolType.OBJECT, ToyModule.DATA, 0xf0, 8);
    assertEquals(List.of(LoaderRule.DUPLICATE_EXPORT), rules(simulate(module)));
  }

  @Test
  void refusesNamesThatAreTooLong() {
    Simulation object = simulate(ToyModule.livepatch("m".repeat(56), "mount", 0, KLP_ONLY));
    assertTrue(rules(object).contains(LoaderRule.KLP_OBJECT_NAME));
    assertEquals(Errno.EINVAL, object.insmod());
    ToyModule longer = ToyModule.livepatch("f".repeat(200), 0);
    assertFalse(rules(simulate(longer)).contains(LoaderRule.KLP_FUNCTION_NAME));
    Simulation early = simulate(longer, ToyKernel.release("5.19.0"));
    assertTrue(rules(early).contains(LoaderRule.KLP_FUNCTION_NAME));
  }

  @Test
  void tellsOfASectionLinkedToNoSymbolTable() {
    byte[] file = ToyModule.livepatch().bytes().toArray();
    ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int at = (int) header.getLong(40);
    while ((header.getLong(at + 8) & ElfConstants.SHF_RELA_LIVEPATCH) == 0) {
      at += ElfConstants.SHDR_SIZE;
    }
    header.putInt(at + 40, 1);
    Bytes bytes = Bytes.of(file, ByteOrder.LITTLE_ENDIAN);
    Simulation simulation = LoaderSimulator.simulate("fix.ko", bytes, KERNEL);
    assertEquals(List.of(LoaderRule.RELOCATION_LINK), rules(simulation));
    assertTrue(simulation.loads());
  }

  @Test
  void tellsOfModulesThatMustBeThereFirst() {
    ToyModule other = ToyModule.livepatch("xfs", "mount", 0, ".klp.sym.jbd2.mount,0");
    assertEquals(
        List.of(LoaderRule.KLP_OTHER_MODULE, LoaderRule.NO_FTRACE_LOCATION),
        rules(simulate(other)));
    ToyModule unknown = ToyModule.livepatch("ext5", "mount", 0, ".klp.sym.ext5.mount,0");
    assertEquals(
        List.of(LoaderRule.UNKNOWN_TARGET_MODULE, LoaderRule.UNKNOWN_TARGET_MODULE),
        rules(simulate(unknown)));
  }

  @Test
  void looksAtAPatchedFunctionWhileItsModuleLoads() {
    Simulation simulation =
        simulate(ToyModule.livepatch("xfs", "probe", 0, ".klp.sym.xfs.mount,0"));
    assertEquals(List.of(LoaderRule.OLD_FUNCTION_VIEWS), rules(simulation));
    assertEquals(Consequence.TARGET_LOAD, simulation.findings().get(0).consequence());
  }

  @Test
  void demandsVersionsWhereModulesAreNotForced() {
    ToyModule module = ToyModule.livepatch().rename(ToyModule.VERSIONS, "__verzions");
    assertEquals(List.of(LoaderRule.NO_SYMBOL_VERSIONS), rules(simulate(module)));
    RunningKernel forcing = ToyKernel.running("LIVEPATCH", "MODVERSIONS", "MODULE_FORCE_LOAD");
    assertEquals(List.of(LoaderRule.FORCED_MODULE), rules(simulate(module, forcing)));
  }

  @Test
  void readsVersionsOfLongNamesFromLinux614On() {
    ToyModule checksums = ToyModule.livepatch();
    checksums.data("__version_ext_crcs", 0, new byte[] {1, 0, 0, 0, 9, 0, 0, 0});
    RunningKernel kernel = ToyKernel.release("6.14.0");
    assertEquals(List.of(), rules(simulate(checksums)));
    assertEquals(List.of(LoaderRule.EXTENDED_VERSIONS), rules(simulate(checksums, kernel)));
    checksums.data("__version_ext_names", 0, "module_layout\0printk\0".getBytes(US_ASCII));
    Simulation read = simulate(checksums, kernel);
    assertEquals(
        List.of(LoaderRule.SYMBOL_VERSION, LoaderRule.SYMBOL_VERSION), rules(read), "not listed");
    ToyModule fewer = ToyModule.livepatch();
    fewer.data("__version_ext_crcs", 0, new byte[8]);
    fewer.data("__version_ext_names", 0, "module_layout\0prin".getBytes(US_ASCII));
    assertTrue(rules(simulate(fewer, kernel)).contains(LoaderRule.EXTENDED_VERSIONS));
  }

  @Test
  void saysWhetherCodeWasReadBack() {
    boolean unread =
        simulate(ToyModule.livepatch()).findings().stream()
            .anyMatch(finding -> finding.rule() == LoaderRule.NO_DISASSEMBLER);
    assertEquals(!Disassembler.isInstalled(), unread);
  }

  @Test
  void tellsOfLivepatchesThatGo() {
    RunningKernel kernel = KERNEL.withLoaded(List.of(earlier(ToyModule.livepatch())));
    ToyModule module = ToyModule.livepatch().poke(ToyModule.DATA, 24, 1);
    assertEquals(List.of(LoaderRule.REPLACED_LIVEPATCH), rules(simulate(module, kernel)));
  }

  private static LoadedLivepatch earlier(ToyModule module) {
    LoadedLivepatch livepatch =
        LoadedLivepatch.of("earlier", ElfReader.read(module.bytes().toArray()));
    return new LoadedLivepatch("earlier", livepatch.livepatch(), livepatch.states());
  }

  /** The toy with one state, listed at 0xc0 of its data. */
  private static ToyModule withState(int id, int version) {
    return ToyModule.livepatch()
        .relocate(
            ToyModule.DATA, ToyModule.relocation(16, ToyModule.ABS64, ToyModule.DATA_START, 0xc0))
        .poke(ToyModule.DATA, 0xc0, id)
        .poke(ToyModule.DATA, 0xc8, version);
  }

  @Test
  void demandsThatStatesAreKnown() {
    RunningKernel kernel = KERNEL.withLoaded(List.of(earlier(withState(7, 2))));
    assertTrue(simulate(withState(7, 2), kernel).loads());
    Simulation older = simulate(withState(7, 1), kernel);
    assertTrue(rules(older).contains(LoaderRule.KLP_STATE));
    assertEquals(Errno.EINVAL, older.insmod());
    assertTrue(simulate(ToyModule.livepatch(), kernel).loads());
    ToyModule replacing = ToyModule.livepatch().poke(ToyModule.DATA, 24, 1);
    assertTrue(rules(simulate(replacing, kernel)).contains(LoaderRule.KLP_STATE));
  }

  @Test
  void knowsKernelsWithoutStatesByTheirSymbols() {
    RunningKernel old =
        ToyKernel.withLateRelocations().withLoaded(List.of(earlier(withState(7, 2))));
    assertFalse(rules(simulate(withState(7, 1), old)).contains(LoaderRule.KLP_STATE));
    ToyModule replacing = ToyModule.livepatch().poke(ToyModule.DATA, 16, 1);
    assertEquals(List.of(LoaderRule.REPLACED_LIVEPATCH), rules(simulate(replacing, old)));
  }

  @Test
  void seesThatAConfigurationIsNoKernels() {
    RunningKernel impossible = ToyKernel.withOnly("LIVEPATCH", "MODVERSIONS", "MODULES", "SYSFS");
    assertEquals(
        List.of(
            LoaderRule.LIVEPATCH_CONFIG,
            LoaderRule.LIVEPATCH_CONFIG,
            LoaderRule.NO_RELIABLE_STACKS),
        rules(simulate(ToyModule.livepatch(), impossible)));
  }

  @Test
  void knowsExportsForSomeModulesOnly() {
    RunningKernel kernel = ToyKernel.running("LIVEPATCH");
    ToyModule ours = ToyModule.livepatch();
    ours.undefined("ours");
    assertEquals(List.of(), rules(simulate(ours, kernel)));
    ToyModule theirs = ToyModule.livepatch();
    theirs.undefined("theirs");
    assertEquals(List.of(LoaderRule.NAMESPACE_IMPORT), rules(simulate(theirs, kernel)));
  }

  @Test
  void tellsOfAWeakImport() {
    ToyModule module = ToyModule.livepatch();
    module.weak("nowhere");
    Simulation simulation = simulate(module);
    assertEquals(List.of(LoaderRule.WEAK_IMPORT), rules(simulation));
    assertTrue(simulation.loads());
  }

  @Test
  void refusesASecondDescription() {
    ToyModule module = ToyModule.livepatch();
    module.data(".modinfo", 0, new byte[8]);
    assertEquals(List.of(LoaderRule.ELF_SECTIONS), rules(simulate(module)));
    assertEquals(Errno.NONE, simulate(module).insmod());
    assertEquals(Errno.ENOEXEC, simulate(module, ToyKernel.release("6.4.0")).insmod());
  }
}
