package io.klpforge.emit.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.elf.SymbolType;
import io.klpforge.emit.write.ImageRelocation;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables about code, added to the toy livepatch, whose replacement is 11 bytes of its 23. */
class CodeTablesTest {
  private static final int PC32 = 2;
  private static final int PC64 = 24;

  /**
   * {@code init_module}, whose seventh byte begins a jump, and a function that begins with a call.
   */
  private static final int INIT = 0;

  private static final int CODE = ToyModule.REPLACEMENT;
  private static final int DATA = ToyModule.DATA_START;

  private static List<LoaderRule> rules(String name, byte[] bytes, ImageRelocation... entries) {
    return rules(ToyKernel.running(), name, bytes, entries);
  }

  private static List<LoaderRule> rules(
      RunningKernel kernel, String name, byte[] bytes, ImageRelocation... entries) {
    ToyModule module = ToyModule.livepatch();
    int table = module.data(name, 0, bytes);
    List.of(entries).forEach(entry -> module.relocate(table, entry));
    return LoaderSimulator.simulate("fix.ko", module.bytes(), kernel).findings().stream()
        .map(LoaderFinding::rule)
        .filter(rule -> rule != LoaderRule.NO_DISASSEMBLER)
        .toList();
  }

  private static ImageRelocation to(int symbol, long offset, long addend) {
    return new ImageRelocation(offset, PC32, symbol, addend);
  }

  private static ImageRelocation key(int symbol, long addend) {
    return new ImageRelocation(8, PC64, symbol, addend);
  }

  /** A record of Linux 6.1, about the replacement's begin. */
  private static List<LoaderRule> alternative(int site, int replacement) {
    byte[] bytes = new byte[12];
    bytes[10] = (byte) site;
    bytes[11] = (byte) replacement;
    return rules(".altinstructions", bytes, to(CODE, 0, 0), to(CODE, 4, 5));
  }

  /** A record whose replacement is where the code ends. */
  private static List<LoaderRule> alternativeAtTheEnd(int replacement) {
    byte[] bytes = new byte[12];
    bytes[10] = 5;
    bytes[11] = (byte) replacement;
    return rules(".altinstructions", bytes, to(CODE, 0, 0), to(CODE, 4, 11));
  }

  @Test
  void findsReplacementsOfNoBytesBehindTheLast() {
    assertEquals(List.of(), alternativeAtTheEnd(0));
    assertEquals(List.of(LoaderRule.ALTERNATIVE_LENGTH), alternativeAtTheEnd(1));
  }

  @Test
  void measuresAlternatives() {
    assertEquals(List.of(), alternative(5, 5));
    assertEquals(List.of(), alternative(5, 0));
    assertEquals(List.of(LoaderRule.ALTERNATIVE_LENGTH), alternative(5, 6));
    assertEquals(List.of(LoaderRule.ALTERNATIVE_LENGTH), alternative(12, 5));
    assertEquals(List.of(LoaderRule.ALTERNATIVE_LENGTH), alternative(11, 7));
  }

  @Test
  void learnsHowLongAlternativesAre() {
    byte[] longer = new byte[28];
    longer[12] = 5;
    longer[13] = 5;
    longer[26] = 5;
    longer[27] = 6;
    assertEquals(
        List.of(LoaderRule.ALTERNATIVE_LENGTH),
        rules(
            ".altinstructions",
            longer,
            to(CODE, 0, 0),
            to(CODE, 4, 5),
            to(CODE, 14, 0),
            to(CODE, 18, 5)));
  }

  @Test
  void wantsAlternativesInsideCode() {
    assertEquals(
        List.of(LoaderRule.SPECIAL_SECTION_ENTRY),
        rules(".altinstructions", new byte[12], to(CODE, 0, 0), to(DATA, 4, 0)));
  }

  @Test
  void wantsTheKeysOfStaticBranches() {
    String table = "__jump_table";
    byte[] record = new byte[16];
    ImageRelocation code = to(INIT, 0, 7);
    ImageRelocation target = to(CODE, 4, 5);
    assertEquals(List.of(), rules(table, record, code, target, key(DATA, 0xe1)));
    List<LoaderRule> wrong = List.of(LoaderRule.SPECIAL_SECTION_KEY);
    assertEquals(wrong, rules(table, record, code, target));
    assertEquals(wrong, rules(table, record, code, target, key(CODE, 0)));
    assertEquals(List.of(), rules(table, record, code, target, key(DATA, 0xe2)));
    assertEquals(
        List.of(LoaderRule.SPECIAL_SECTION_ENTRY),
        rules(table, record, code, to(DATA, 4, 0), key(DATA, 0xe0)));
    assertEquals(
        List.of(LoaderRule.SPECIAL_SECTION_SIZE),
        rules(table, new byte[24], code, target, key(DATA, 0xe0)));
  }

  @Test
  void wantsTheKeysOfStaticCalls() {
    byte[] record = new byte[8];
    assertEquals(List.of(), rules(".static_call_sites", record, to(CODE, 0, 0), to(DATA, 4, 0xe2)));
    assertEquals(
        List.of(LoaderRule.SPECIAL_SECTION_KEY),
        rules(".static_call_sites", record, to(CODE, 0, 0), to(CODE, 4, 0)));
  }

  @Test
  void wantsExceptionsAndBugsInsideCode() {
    assertEquals(List.of(), rules("__ex_table", new byte[12], to(CODE, 0, 0), to(CODE, 4, 5)));
    List<LoaderRule> wrong = List.of(LoaderRule.SPECIAL_SECTION_ENTRY);
    assertEquals(wrong, rules("__ex_table", new byte[12], to(CODE, 0, 0), to(CODE, 4, 11)));
    assertEquals(wrong, rules("__ex_table", new byte[12], to(CODE, 0, 11), to(CODE, 4, 0)));
    assertEquals(
        List.of(),
        rules(
            "__bug_table",
            new byte[24],
            to(CODE, 0, 0),
            to(ToyModule.NAMES_START, 4, 0),
            to(CODE, 12, 5),
            to(ToyModule.NAMES_START, 16, 0)));
    assertEquals(wrong, rules("__bug_table", new byte[12], to(ToyModule.NAMES_START, 4, 0)));
  }

  @Test
  void wantsACallOfFentryWhereFtraceTurnsFunctions() {
    ImageRelocation place = new ImageRelocation(0, ToyModule.ABS64, CODE, 0);
    assertEquals(List.of(LoaderRule.FTRACE_SITE), rules("__mcount_loc", new byte[8], place));
    ImageRelocation outside = new ImageRelocation(0, ToyModule.ABS64, CODE, 11);
    assertEquals(
        List.of(LoaderRule.SPECIAL_SECTION_ENTRY), rules("__mcount_loc", new byte[8], outside));
  }

  /** A function of its own, which begins with {@code code}; the call's relocation may be there. */
  private static List<LoaderRule> ftrace(String code, boolean called, String... options) {
    ToyModule module = ToyModule.livepatch();
    int text = module.code(".text.traced", HexFormat.of().parseHex(code));
    int traced = module.symbol("traced", SymbolType.FUNC, text, 0, 5);
    if (called) {
      module.relocate(
          text, ToyModule.relocation(1, ToyModule.PLT32, module.undefined("__fentry__"), -4));
    }
    int table = module.data("__mcount_loc", 0, new byte[8]);
    module.relocate(table, new ImageRelocation(0, ToyModule.ABS64, traced, 0));
    return LoaderSimulator.simulate("fix.ko", module.bytes(), ToyKernel.running(options))
        .findings()
        .stream()
        .map(LoaderFinding::rule)
        .filter(rule -> rule == LoaderRule.FTRACE_SITE)
        .toList();
  }

  @Test
  void wantsNopsInPlaceOfTheCallsOnlyWhereObjtoolMakesThem() {
    List<LoaderRule> wrong = List.of(LoaderRule.FTRACE_SITE);
    String objtool = "FTRACE_MCOUNT_USE_OBJTOOL";
    assertEquals(List.of(), ftrace("e800000000", true, "FTRACE_MCOUNT_USE_CC"));
    assertEquals(wrong, ftrace("e800000000", false, "FTRACE_MCOUNT_USE_CC"));
    assertEquals(wrong, ftrace("0f1f440000", false, "FTRACE_MCOUNT_USE_CC"));
    assertEquals(List.of(), ftrace("0f1f440000", false, objtool));
    assertEquals(wrong, ftrace("e800000000", true, objtool));
  }

  @Test
  void wantsUnwindInformationForEachFunction() {
    RunningKernel orc = ToyKernel.running("LIVEPATCH", "MODVERSIONS", "UNWINDER_ORC");
    assertEquals(
        List.of(LoaderRule.UNWIND_TABLES),
        rules(orc, ".orc_unwind_ip", new byte[4], to(CODE, 0, 0)));
    ToyModule module = ToyModule.livepatch();
    int addresses = module.data(".orc_unwind_ip", 0, new byte[4]);
    module.relocate(addresses, to(CODE, 0, 0));
    module.data(".orc_unwind", 0, new byte[6]);
    Simulation simulation = LoaderSimulator.simulate("fix.ko", module.bytes(), orc);
    assertEquals(
        List.of("fix.ko: init_module"),
        simulation.findings().stream()
            .filter(finding -> finding.rule() == LoaderRule.NO_UNWIND_ENTRY)
            .map(LoaderFinding::where)
            .toList());
  }

  /** The module's livepatch relocation is that of the call at the replacement's beginning. */
  @Test
  void wantsNoLateRelocationInCodeThatIsRewritten() {
    assertEquals(List.of(LoaderRule.KLP_TOO_LATE), late(5));
    assertEquals(List.of(), late(1));
  }

  private static List<LoaderRule> late(int site) {
    ToyModule module = ToyModule.livepatch("xfs", "mount", 0, ".klp.sym.xfs.mount,0");
    byte[] record = new byte[12];
    record[10] = (byte) site;
    int table = module.data(".altinstructions", 0, record);
    module.relocate(table, to(CODE, 0, 0)).relocate(table, to(CODE, 4, 5));
    return LoaderSimulator.simulate("fix.ko", module.bytes(), ToyKernel.running())
        .findings()
        .stream()
        .map(LoaderFinding::rule)
        .filter(rule -> rule == LoaderRule.KLP_TOO_LATE)
        .toList();
  }
}
