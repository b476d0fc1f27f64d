package io.klpforge.emit.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.emit.write.ImageRelocation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Relocations of memory that is not there when they are applied. */
class LostRelocationsTest {
  private static final List<LoaderRule> RULES = List.of(LoaderRule.KLP_FREED_SECTION);
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
}
