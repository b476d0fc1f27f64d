package io.klpforge.emit.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ElfHeader;
import io.klpforge.diff.elf.SymbolType;
import io.klpforge.diff.select.PatchPlan;
import io.klpforge.diff.select.PatchedFunction;
import io.klpforge.diff.select.PlannedRelocation;
import io.klpforge.diff.select.PlannedSection;
import io.klpforge.diff.select.PlannedSymbol;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The toy livepatch and what it was, or was not, meant to be. */
class MeantTargetsTest {
  private static final String CODE = "e800000000e800000000c3";
  private static final PlannedSymbol NEW_SHOW =
      new PlannedSymbol.Defined("new_show", SymbolType.FUNC, false, 0, 0, 0, 11);
  private static final PlannedSymbol ONLY = new PlannedSymbol.Unexported("only", "vmlinux", 0);
  private static final PlannedSymbol PRINTK = new PlannedSymbol.Exported("printk");

  private static PlannedRelocation call(long offset, int symbol) {
    return new PlannedRelocation(offset, ToyModule.PLT32, symbol, -4);
  }

  private static PatchPlan plan(
      String code, List<PlannedSymbol> symbols, PlannedRelocation... entries) {
    Bytes data = Bytes.of(HexFormat.of().parseHex(code), ByteOrder.LITTLE_ENDIAN);
    PlannedSection section =
        new PlannedSection(
            ".text.new_show",
            ElfConstants.SHT_PROGBITS,
            ElfConstants.SHF_ALLOC | ElfConstants.SHF_EXECINSTR,
            1,
            0,
            data.length(),
            data,
            OptionalInt.empty(),
            List.of(entries));
    return new PatchPlan(
        "fs/show.o",
        "vmlinux",
        new ElfHeader(ElfConstants.ET_REL, ElfConstants.EM_X86_64, 0, 0, ByteOrder.LITTLE_ENDIAN),
        List.of(section),
        symbols,
        List.of(new PatchedFunction("show", 2, 0)),
        List.of(),
        List.of(),
        List.of());
  }

  private static PatchPlan meant(PlannedSymbol first, PlannedSymbol second) {
    return plan(CODE, List.of(NEW_SHOW, first, second), call(1, 1), call(6, 2));
  }

  private static List<String> said(ToyModule module, PatchPlan plan) {
    return LoaderSimulator.simulate("fix.ko", module.bytes(), ToyKernel.running(), List.of(plan))
        .findings()
        .stream()
        .filter(finding -> finding.rule() == LoaderRule.WRONG_TARGET)
        .map(finding -> finding.where() + ": " + finding.message())
        .toList();
  }

  private static List<String> said(PatchPlan plan) {
    return said(ToyModule.livepatch(), plan);
  }

  @Test
  void agreesWithWhatWasMeant() {
    assertEquals(List.of(), said(meant(ONLY, PRINTK)));
  }

  @Test
  void seesTargetsSwapped() {
    assertEquals(
        List.of(
            "fix.ko: new_show+0x1: it leads to .klp.sym.vmlinux.only,0-0x4, and should to"
                + " printk-0x4",
            "fix.ko: new_show+0x6: it leads to printk-0x4, and should to"
                + " .klp.sym.vmlinux.only,0-0x4"),
        said(meant(PRINTK, ONLY)));
  }

  /** Where the compiler does not make it one, objtool does. */
  @Test
  void anFtraceCallMayHaveBecomeANop() {
    PlannedSymbol ftrace = new PlannedSymbol.Exported("__fentry__");
    ToyModule module = ToyModule.livepatch().without(ToyModule.TEXT, 18);
    byte[] nop = HexFormat.of().parseHex("0f1f440000");
    for (int i = 0; i < nop.length; i++) {
      module.poke(ToyModule.TEXT, 17 + i, nop[i]);
    }
    assertEquals(List.of(), said(module, meant(ONLY, ftrace)));
    List<String> another =
        List.of(
            "fix.ko: new_show: its bytes are not those of .text.new_show",
            "fix.ko: new_show+0x6: it is not relocated, but should refer to printk");
    assertEquals(another, said(module, meant(ONLY, PRINTK)));
    module.poke(ToyModule.TEXT, 18, 0x1e);
    assertEquals(2, said(module, meant(ONLY, ftrace)).size());
  }

  /** Both are functions of one name, and nothing in the module itself tells that it is wrong. */
  @Test
  void seesAnotherPosition() {
    ToyModule module = ToyModule.livepatch("", "show", 2, ".klp.sym.vmlinux.show,2");
    PlannedSymbol first = new PlannedSymbol.Unexported("show", "vmlinux", 1);
    PlannedSymbol second = new PlannedSymbol.Unexported("show", "vmlinux", 2);
    assertEquals(List.of(), said(module, meant(second, PRINTK)));
    assertEquals(1, said(module, meant(first, PRINTK)).size());
  }

  @Test
  void seesAnotherFunctionOfTheModuleItself() {
    ToyModule module = ToyModule.livepatch();
    module.relocate(
        ToyModule.DATA, ToyModule.relocation(0xd0, ToyModule.ABS64, ToyModule.REPLACEMENT, 0));
    module.symbol("table", SymbolType.OBJECT, ToyModule.DATA, 0xd0, 8);
    PatchPlan good = withTable(0);
    assertEquals(List.of(), said(module, good));
    assertEquals(
        List.of("fix.ko: table: it leads to new_show, and should to new_show+0x5"),
        said(module, withTable(5)));
  }

  /** A plan with a pointer to the replacement, or to a place in it. */
  private static PatchPlan withTable(long addend) {
    PatchPlan plan = meant(ONLY, PRINTK);
    PlannedSection table =
        new PlannedSection(
            ".data.table",
            ElfConstants.SHT_PROGBITS,
            ElfConstants.SHF_ALLOC | ElfConstants.SHF_WRITE,
            8,
            0,
            8,
            Bytes.of(new byte[8], ByteOrder.LITTLE_ENDIAN),
            OptionalInt.empty(),
            List.of(new PlannedRelocation(0, ToyModule.ABS64, 0, addend)));
    PlannedSymbol symbol = new PlannedSymbol.Defined("table", SymbolType.OBJECT, false, 0, 1, 0, 8);
    return new PatchPlan(
        plan.object(),
        plan.owner(),
        plan.header(),
        List.of(plan.sections().get(0), table),
        List.of(NEW_SHOW, ONLY, PRINTK, symbol),
        plan.functions(),
        plan.newFunctions(),
        plan.callbacks(),
        plan.namespaces());
  }

  @Test
  void seesOtherCodeAndOtherPlaces() {
    List<PlannedSymbol> symbols = List.of(NEW_SHOW, ONLY, PRINTK);
    String nops = CODE.replace("c3", "90");
    assertEquals(
        List.of("fix.ko: new_show: its bytes are not those of .text.new_show"),
        said(plan(nops, symbols, call(1, 1), call(6, 2))));
    assertEquals(
        List.of("fix.ko: new_show: it is relocated in more places than planned"),
        said(plan(CODE, symbols, call(1, 1))));
    assertEquals(
        List.of("fix.ko: new_show+0x2: it is not relocated, but should refer to only"),
        said(plan(CODE, symbols, call(2, 1), call(6, 2))));
  }
}
