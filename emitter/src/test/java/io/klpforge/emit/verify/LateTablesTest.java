package io.klpforge.emit.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.elf.ElfReader;
import io.klpforge.emit.inspect.LivepatchModule;
import io.klpforge.emit.inspect.LivepatchText;
import io.klpforge.emit.write.ImageRelocation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sections that kernels before 5.8 read after a livepatch's relocations, and later ones never. */
class LateTablesTest {
  private static final RunningKernel OLD = ToyKernel.withLateRelocations();
  private static final RunningKernel NEW = ToyKernel.running();
  private static final int PC32 = 2;

  /**
   * Adds an alternative of {@code site} bytes at the replacement's begin, a call of {@code only}.
   */
  private static ToyModule withAlternative(ToyModule module, String section, int site) {
    byte[] record = new byte[12];
    record[10] = (byte) site;
    int table = module.data(section, 0, record);
    module.relocate(table, ToyModule.relocation(0, PC32, ToyModule.REPLACEMENT, 0));
    module.relocate(table, ToyModule.relocation(4, PC32, ToyModule.REPLACEMENT, 5));
    return module;
  }

  private static List<LoaderRule> rules(ToyModule module, RunningKernel kernel) {
    return LoaderSimulator.simulate("fix.ko", module.bytes(), kernel).findings().stream()
        .map(LoaderFinding::rule)
        .filter(rule -> rule != LoaderRule.NO_DISASSEMBLER)
        .toList();
  }

  private static List<LoaderRule> named(String section, RunningKernel kernel) {
    return rules(withAlternative(ToyModule.livepatch(), section, 5), kernel);
  }

  @Test
  void areReadByAnOldKernelOnly() {
    String name = ".klp.arch.vmlinux..altinstructions";
    assertEquals(List.of(), named(name, OLD));
    assertEquals(List.of(LoaderRule.KLP_ARCH_SECTION), named(name, NEW));
  }

  @Test
  void areReadUnderTwoNamesAndForAnObjectThatIsPatched() {
    List<LoaderRule> unread = List.of(LoaderRule.KLP_ARCH_SECTION);
    assertEquals(unread, named(".klp.arch.vmlinux.altinstructions", OLD));
    assertEquals(unread, named(".klp.arch.vmlinux..altinstr_replacement", OLD));
    assertEquals(unread, named(".klp.arch.xfs..altinstructions", OLD));
  }

  @Test
  void areReadOnceForEachObject() {
    String name = ".klp.arch.vmlinux..altinstructions";
    ToyModule module = withAlternative(ToyModule.livepatch(), name, 5);
    assertEquals(
        List.of(LoaderRule.KLP_ARCH_SECTION, LoaderRule.DUPLICATE_SECTION),
        rules(withAlternative(module, name, 5), OLD));
  }

  @Test
  void areCheckedRecordByRecord() {
    assertEquals(
        List.of(LoaderRule.ALTERNATIVE_LENGTH),
        rules(
            withAlternative(ToyModule.livepatch(), ".klp.arch.vmlinux..altinstructions", 12), OLD));
  }

  @Test
  void anOldKernelAppliesOrdinaryAlternativesBeforeItRelocatesTheirCode() {
    assertEquals(List.of(LoaderRule.KLP_TOO_LATE), named(".altinstructions", OLD));
    assertEquals(List.of(), named(".altinstructions", NEW));
  }

  @Test
  void anOldKernelReadsStaticBranchesBeforeItRelocatesTheirKeys() {
    assertEquals(List.of(LoaderRule.KLP_TOO_LATE), rules(withBranch(), OLD));
    assertEquals(List.of(), rules(withBranch(), NEW));
  }

  private static ToyModule withBranch() {
    ToyModule module = ToyModule.livepatch();
    int table = module.data("__jump_table", 0, new byte[16]);
    module.relocate(table, ToyModule.relocation(0, PC32, 0, 7));
    module.relocate(table, ToyModule.relocation(4, PC32, ToyModule.REPLACEMENT, 5));
    module.klp(table, ".klp.rela.vmlinux.__jump_table", key(module));
    return module;
  }

  private static ImageRelocation key(ToyModule module) {
    return ToyModule.relocation(8, 24, module.livepatchSymbol(".klp.sym.vmlinux.state,0"), 0);
  }

  @Test
  void anOldKernelRelocatesForObjectsThatAreThereOnly() {
    ToyModule module = ToyModule.livepatch("xfs", "mount", 0, ".klp.sym.vmlinux.only,0");
    module.klp(
        ToyModule.DATA,
        ".klp.rela.vmlinux..data",
        ToyModule.relocation(
            0xf0, ToyModule.ABS64, module.livepatchSymbol(".klp.sym.vmlinux.only,0"), 0));
    assertTrue(rules(module, OLD).contains(LoaderRule.KLP_SECTION_OBJECT));
    assertFalse(rules(module, OLD).contains(LoaderRule.KLP_VMLINUX_SYMBOL));
    assertFalse(rules(module, NEW).contains(LoaderRule.KLP_SECTION_OBJECT));
    assertTrue(rules(module, NEW).contains(LoaderRule.KLP_VMLINUX_SYMBOL));
  }

  @Test
  void areShown() {
    ToyModule module =
        withAlternative(ToyModule.livepatch(), ".klp.arch.vmlinux..altinstructions", 5);
    withAlternative(module, ".klp.arch.nothing", 5);
    List<String> lines =
        LivepatchText.lines(LivepatchModule.of(ElfReader.read(module.bytes().toArray())));
    assertEquals(
        List.of(
            ".klp.arch.vmlinux..altinstructions:",
            "  .altinstructions, read when vmlinux is loaded, after its relocations: before Linux"
                + " 5.8 only",
            "",
            ".klp.arch.nothing:",
            "  not a section that any kernel reads"),
        lines.subList(lines.size() - 5, lines.size()));
  }
}
