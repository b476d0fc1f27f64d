package io.klpforge.emit.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.emit.write.ImageRelocation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Relocations of memory that is not there when they are applied. */
class LostRelocationsTest {
  private static final List<LoaderRule> RULES =
      List.of(LoaderRule.KLP_FREED_SECTION, LoaderRule.PER_CPU_RELOCATION);
  private static final String PER_CPU = ".data..percpu";
  private static final String MODULE = ".klp.rela.xfs.";
  private static final String VMLINUX = ".klp.rela.vmlinux.";

  private static List<LoaderRule> rules(ToyModule module, RunningKernel kernel) {
    return LoaderSimulator.simulate("fix.ko", module.bytes(), kernel).findings().stream()
        .map(LoaderFinding::rule)
        .filter(RULES::contains)
        .toList();
  }

  /** A pointer in a new section that is filled in by a livepatch relocation. */
  private static ToyModule late(String section, String prefix, String symbol) {
    ToyModule module = ToyModule.livepatch("xfs", "mount", 0, ".klp.sym.xfs.mount,0");
    int data = module.data(section, ElfConstants.SHF_WRITE, new byte[8]);
    module.klp(data, prefix + section, pointer(module.livepatchSymbol(symbol)));
    return module;
  }

  private static ImageRelocation pointer(int symbol) {
    return ToyModule.relocation(0, ToyModule.ABS64, symbol, 0);
  }

  private static List<LoaderRule> ofModule(String section, String... options) {
    return rules(late(section, MODULE, ".klp.sym.xfs.mount,0"), ToyKernel.running(options));
  }

  private static List<LoaderRule> ofVmlinux(String section, String... options) {
    return rules(late(section, VMLINUX, ".klp.sym.vmlinux.only,0"), ToyKernel.running(options));
  }

  @Test
  void ofAModuleComeTooLateForWhatRunsOnce() {
    List<LoaderRule> wrong = List.of(LoaderRule.KLP_FREED_SECTION);
    assertEquals(wrong, ofModule(".init.data"));
    assertEquals(wrong, ofModule(".init.text"));
    assertEquals(List.of(), ofModule(".data.init"));
  }

  @Test
  void ofAModuleComeTooLateForExitCodeWhereNoModuleGoes() {
    assertEquals(List.of(LoaderRule.KLP_FREED_SECTION), ofModule(".exit.text"));
    assertEquals(List.of(), ofModule(".exit.text", "LIVEPATCH", "MODULE_UNLOAD"));
  }

  @Test
  void ofVmlinuxComeInTime() {
    assertEquals(List.of(), ofVmlinux(".init.data"));
    assertEquals(List.of(), ofVmlinux(".exit.text"));
  }

  private static final List<LoaderRule> LOST = List.of(LoaderRule.PER_CPU_RELOCATION);

  private static List<LoaderRule> ordinary(String section, String... options) {
    ToyModule module = ToyModule.livepatch();
    int data = module.data(section, ElfConstants.SHF_WRITE, new byte[8]);
    module.relocate(data, pointer(ToyModule.DATA_START));
    return rules(module, ToyKernel.running(options));
  }

  @Test
  void ofPerCpuVariablesAreNotApplied() {
    assertEquals(LOST, ordinary(PER_CPU, "LIVEPATCH", "SMP"));
    assertEquals(LOST, ofVmlinux(PER_CPU, "LIVEPATCH", "SMP"));
    assertEquals(List.of(), ordinary(".data..percpu_list", "LIVEPATCH", "SMP"));
  }

  @Test
  void ofPerCpuVariablesAreWrittenElsewhereIfTheyComeLate() {
    List<LoaderRule> wrong = List.of(LoaderRule.KLP_FREED_SECTION);
    assertEquals(wrong, ofModule(PER_CPU, "LIVEPATCH", "SMP"));
    ToyModule module = late(PER_CPU, VMLINUX, ".klp.sym.vmlinux.only,0");
    assertEquals(wrong, rules(module, ToyKernel.withLateRelocations("SMP")));
  }

  @Test
  void ofPerCpuVariablesAreAsOthersForOneCpu() {
    assertEquals(List.of(), ordinary(PER_CPU, "LIVEPATCH"));
    assertEquals(List.of(), ofModule(PER_CPU, "LIVEPATCH"));
  }

  @Test
  void ofPerCpuVariablesAreLookedForInTheFirstSectionOfTheName() {
    ToyModule module = ToyModule.livepatch();
    module.data(PER_CPU, ElfConstants.SHF_WRITE, new byte[8]);
    int second = module.data(PER_CPU, ElfConstants.SHF_WRITE, new byte[8]);
    module.relocate(second, pointer(ToyModule.DATA_START));
    assertEquals(List.of(), rules(module, ToyKernel.running("LIVEPATCH", "SMP")));
  }
}
