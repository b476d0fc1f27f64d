package io.klpforge.emit.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.elf.SymbolType;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Static branches and static calls in a function that is added to the toy livepatch. */
class TurnedSitesTest {
  private static final int PC32 = 2;
  private static final int PC64 = 24;
  private static final String BRANCHES = "__jump_table";
  private static final String CALLS = ".static_call_sites";

  private static List<LoaderRule> rules(ToyModule module, RunningKernel kernel, LoaderRule rule) {
    return LoaderSimulator.simulate("fix.ko", module.bytes(), kernel).findings().stream()
        .map(LoaderFinding::rule)
        .filter(found -> found == rule)
        .toList();
  }

  /** {@return the livepatch with that code and one record about its beginning} */
  private static ToyModule with(ToyModule module, String table, String code, long flags) {
    byte[] bytes = HexFormat.of().parseHex(code);
    int text = module.code(".text.turned", bytes);
    int turned = module.symbol("turned", SymbolType.FUNC, text, 0, bytes.length);
    boolean branch = table.equals(BRANCHES);
    int records = module.data(table, 0, new byte[branch ? 16 : 8]);
    module.relocate(records, ToyModule.relocation(0, PC32, turned, 0));
    if (branch) {
      module.relocate(records, ToyModule.relocation(4, PC32, turned, 0));
    }
    int key = ToyModule.DATA_START;
    return module.relocate(
        records, ToyModule.relocation(branch ? 8 : 4, branch ? PC64 : PC32, key, 0xe0 + flags));
  }

  /** {@return what is said where a module's symbol is filled in at {@code offset} of the code} */
  private static List<LoaderRule> late(String table, String code, long offset) {
    ToyModule module = ToyModule.livepatch("xfs", "mount", 0, ".klp.sym.xfs.mount,0");
    int text = module.image().sections().size();
    with(module, table, code + "0000000000000000", 0);
    int mount = module.livepatchSymbol(".klp.sym.xfs.mount,0");
    module.klp(text, ".klp.rela.xfs..text.turned", ToyModule.relocation(offset, PC32, mount, -4));
    return rules(module, ToyKernel.running(), LoaderRule.KLP_TOO_LATE);
  }

  @Test
  void areAsLongAsTheirCodeSays() {
    List<LoaderRule> tooLate = List.of(LoaderRule.KLP_TOO_LATE);
    for (String shortOne : List.of("6690", "eb05")) {
      assertEquals(tooLate, late(BRANCHES, shortOne, 1), shortOne);
      assertEquals(List.of(), late(BRANCHES, shortOne, 2), shortOne);
    }
    for (String longOne : List.of("0f1f440000", "e900000000")) {
      assertEquals(tooLate, late(BRANCHES, longOne, 4), longOne);
      assertEquals(List.of(), late(BRANCHES, longOne, 5), longOne);
    }
    assertEquals(tooLate, late(CALLS, "e900000000", 4));
    assertEquals(List.of(), late(CALLS, "e900000000", 5));
    assertEquals(tooLate, late(CALLS, "0f8400000000", 5));
    assertEquals(List.of(), late(CALLS, "0f8400000000", 6));
  }

  private static final List<LoaderRule> WRONG = List.of(LoaderRule.BRANCH_SITE);

  private static List<LoaderRule> site(String table, String code, long flags, String... options) {
    ToyModule module = with(ToyModule.livepatch(), table, code, flags);
    return rules(module, ToyKernel.running(options), LoaderRule.BRANCH_SITE);
  }

  @Test
  void ofBranchesAreJumpsOrTheirNops() {
    for (String good : List.of("eb05", "e900000000", "6690", "0f1f440000")) {
      assertEquals(List.of(), site(BRANCHES, good + "c3", 0), good);
    }
    for (String bad :
        List.of("e800000000", "7505", "0f1f4000", "9090", "0f8400000000", "e9000000")) {
      assertEquals(WRONG, site(BRANCHES, bad, 0), bad);
    }
  }

  @Test
  void ofBranchesThatAreOffAreNopsOnceObjtoolRan() {
    String[] options = {"LIVEPATCH", "HAVE_JUMP_LABEL_HACK"};
    assertEquals(WRONG, site(BRANCHES, "e900000000", 2, options));
    assertEquals(WRONG, site(BRANCHES, "eb05", 3, options));
    assertEquals(List.of(), site(BRANCHES, "6690", 2, options));
    assertEquals(List.of(), site(BRANCHES, "e900000000", 1, options));
    assertEquals(List.of(), site(BRANCHES, "e900000000", 2, "LIVEPATCH"));
  }

  @Test
  void ofCallsAreCallsOrWhatStandsForThem() {
    for (String good : List.of("e800000000", "0f1f440000", "2e2e2e31c0")) {
      assertEquals(List.of(), site(CALLS, good, 0), good);
      assertEquals(WRONG, site(CALLS, good, 1), good);
    }
    assertEquals(WRONG, site(CALLS, "ff1500000000", 0));
    assertEquals(WRONG, site(CALLS, "e8000000", 0));
  }

  @Test
  void ofLastCallsAreJumpsOrReturns() {
    for (String good : List.of("e900000000", "0f8400000000", "c3cccccccc")) {
      assertEquals(List.of(), site(CALLS, good, 1), good);
      assertEquals(List.of(), site(CALLS, good, 3), good);
      assertEquals(WRONG, site(CALLS, good, 2), good);
    }
    assertEquals(WRONG, site(CALLS, "0f84000000", 1));
    assertEquals(WRONG, site(CALLS, "eb05000000", 1));
  }

  /** {@return what is said of a call whose key is a livepatch symbol} */
  private static List<LoaderFinding> keyed(RunningKernel kernel, String symbol, long addend) {
    ToyModule module = ToyModule.livepatch();
    int records = module.data(CALLS, 0, new byte[8]);
    module.relocate(records, ToyModule.relocation(0, PC32, ToyModule.REPLACEMENT, 0));
    int key = module.livepatchSymbol(symbol);
    module.klp(
        records,
        ".klp.rela.vmlinux..static_call_sites",
        ToyModule.relocation(4, PC32, key, addend));
    return LoaderSimulator.simulate("fix.ko", module.bytes(), kernel).findings().stream()
        .filter(finding -> finding.rule() == LoaderRule.SPECIAL_SECTION_KEY)
        .toList();
  }

  @Test
  void ofCallsHaveKeysOrTrampolinesThatVmlinuxShares() {
    assertEquals(List.of(), keyed(ToyKernel.running(), ".klp.sym.vmlinux.state,0", 0));
    assertEquals(List.of(), keyed(ToyKernel.running(), ".klp.sym.vmlinux.__SCT__shared,0", 2));
    List<LoaderFinding> own = keyed(ToyKernel.running(), ".klp.sym.vmlinux.__SCT__own,0", 0);
    assertEquals(1, own.size());
    assertEquals(Errno.EINVAL, own.get(0).errno());
    assertEquals(1, keyed(ToyKernel.running(), ".klp.sym.vmlinux.__SCT__shared,0", 4).size());
    assertEquals(1, keyed(ToyKernel.running(), ".klp.sym.vmlinux.only,0", 0).size());
  }

  @Test
  void ofCallsHaveKeysThatAreNamedLikeTrampolinesWhereVmlinuxHasNoList() {
    RunningKernel old = ToyKernel.withLateRelocations();
    assertEquals(List.of(), keyed(old, ".klp.sym.vmlinux.__SCT__own,0", 0));
    assertEquals(1, keyed(old, ".klp.sym.vmlinux.only,0", 0).size());
  }
}
