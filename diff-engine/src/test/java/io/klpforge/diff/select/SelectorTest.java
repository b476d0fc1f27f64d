package io.klpforge.diff.select;

import static io.klpforge.diff.built.ObjectBuilder.anObject;
import static io.klpforge.diff.select.ToyKernel.aKernel;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.built.ObjectBuilder;
import io.klpforge.diff.built.Reloc;
import io.klpforge.diff.check.Finding;
import io.klpforge.diff.compare.Compared;
import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.SymbolType;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SelectorTest {
  private static final String MOVE = "48c7c700000000";

  private static Selection select(ToyKernel kernel, ObjectBuilder orig, ObjectBuilder patched) {
    return select(kernel, "vmlinux", orig, patched);
  }

  private static Selection select(
      ToyKernel kernel, String owner, ObjectBuilder orig, ObjectBuilder patched) {
    ObjectDiff diff = Compared.diff(orig, patched);
    KernelScope scope = kernel.symbols().scope(owner, diff.orig());
    return Selector.select(diff, "a.o", scope, Set.of("elsewhere"));
  }

  private static List<String> lines(Selection selection, String... starts) {
    return Planned.lines(selection.plan()).stream()
        .filter(line -> List.of(starts).stream().anyMatch(line::startsWith))
        .toList();
  }

  private static List<String> rules(Selection selection) {
    return selection.findings().stream().map(Finding::rule).toList();
  }

  private static List<String> sections(Selection selection) {
    return selection.plan().sections().stream().map(PlannedSection::name).toList();
  }

  private static ObjectBuilder file() {
    return anObject().file("a.c");
  }

  @Test
  void carriesChangedFunctionsAndNothingElse() {
    Selection selection =
        select(
            aKernel().global("f", 1).global("g", 1),
            file().function("f", "c3").function("g", "c3"),
            file().function("f", "90").function("g", "c3"));
    assertEquals(List.of(), selection.findings());
    assertEquals(List.of(".text.f"), sections(selection));
    assertEquals(
        List.of("patch f,0 by f(FUNC in .text.f #0 at 0 size 1)"), lines(selection, "patch"));
  }

  /** Every member of the closure is there for a reason, and nothing without one. */
  @Test
  void saysWhyEachThingIsCarried() {
    String call = "e800000000";
    Selection selection =
        select(
            aKernel().global("f", 5),
            file().function("f", "90".repeat(5)),
            file()
                .texts("hello", "unused")
                .function("f", call + MOVE + MOVE + MOVE + call)
                .call(1, "helper")
                .relocation(8, Reloc.R32S, ".rodata.str1.1", 0)
                .relocation(15, Reloc.R32S, "count.1", 0)
                .relocation(22, Reloc.R32S, "CSWTCH.4", 0)
                .call(27, "f.cold")
                .table(".return_sites", "00000000")
                .relocation(0, Reloc.PC32, ".text.f", 2)
                .statics()
                .function("f.cold", "c3")
                .function("helper", "c3")
                .function("unneeded", "c3")
                .variable("count.1", "01")
                .constant("CSWTCH.4", "01")
                .globals()
                .function("fresh", "c3"));
    assertEquals(
        List.of(
            "f: changed",
            "f.cold: unlikely part of f",
            "helper: called by f, new",
            "count.1: static local of f",
            "CSWTCH.4: constant of f",
            "fresh: new",
            "\"hello\": string of f",
            ".return_sites: special section entry of f"),
        selection.carried().stream().map(Carried::brief).toList());
  }

  @Test
  void anUnchangedPatchGivesAnEmptyPlan() {
    Selection selection = select(aKernel(), file().function("f", "c3"), file().function("f", "c3"));
    assertEquals(List.of(), Planned.lines(selection.plan()));
    assertTrue(selection.isPossible());
  }

  @Test
  void callsToUnchangedFunctionsReachTheKernels() {
    Selection selection =
        select(
            aKernel().global("f", 5).file("a.c").local("helper", 1),
            file().function("f", "90e80000").statics().function("helper", "c3"),
            file()
                .function("f", "e800000000")
                .call(1, "helper")
                .statics()
                .function("helper", "c3"));
    assertEquals(List.of("  0x1 type 4 klp:vmlinux.helper,0-4"), lines(selection, "  0x"));
    assertEquals(List.of("baseline-mismatch"), rules(selection));
  }

  /** As load_module() calls module_finalize(), of which arch/x86 has another. */
  @Test
  void callsOfAWeakFunctionReachTheOneThatWasLinked() {
    Selection selection =
        select(
            aKernel().global("f", 5).global("finalize", 1003),
            file().function("f", "9090909090").weak().function("finalize", "c3"),
            file()
                .function("f", "e800000000")
                .call(1, "finalize")
                .weak()
                .function("finalize", "c3"));
    assertEquals(List.of(), rules(selection));
    assertEquals(List.of("  0x1 type 4 klp:vmlinux.finalize,0-4"), lines(selection, "  0x"));
  }

  @Test
  void callsByAnotherWeakNameReachWhatTheKernelHasUnderIt() {
    Selection selection =
        select(
            aKernel().global("f", 5).weak("mds", 1).global("l1tf", 1),
            twoWeakNames().function("f", "9090909090"),
            twoWeakNames().function("f", "e800000000").call(1, "l1tf"));
    assertEquals(List.of(), rules(selection));
    assertEquals(List.of("  0x1 type 4 klp:vmlinux.l1tf,0-4"), lines(selection, "  0x"));
  }

  private static ObjectBuilder twoWeakNames() {
    return file().weak().function("mds", "c3").symbol("l1tf", SymbolType.FUNC, 0, 1).globals();
  }

  @Test
  void callsToChangedFunctionsReachTheCopy() {
    Selection selection =
        select(
            aKernel().global("f", 5).global("g", 1),
            file().function("f", "e890909090").function("g", "c3"),
            file().function("f", "e800000000").call(1, "g").function("g", "90"));
    assertEquals(
        List.of("  0x1 type 4 g(FUNC in .text.g #1 at 0 size 1)-4"), lines(selection, "  0x"));
  }

  /** A timer may hold the address when the livepatch is gone. */
  @Test
  void addressesOfChangedFunctionsAreTheKernels() {
    Selection selection =
        select(
            aKernel().global("f", 7).global("g", 1),
            file().function("f", "90".repeat(7)).function("g", "c3"),
            file().function("f", MOVE).relocation(3, Reloc.R32S, "g", 0).function("g", "90"));
    assertEquals(List.of("  0x3 type 11 klp:vmlinux.g,0+0"), lines(selection, "  0x"));
    Selection relative =
        select(
            aKernel().global("f", 7).global("g", 1),
            file().function("f", "90".repeat(7)).function("g", "c3"),
            file()
                .function("f", "488d3d00000000")
                .relocation(3, Reloc.PC32, "g", -4)
                .function("g", "90"));
    assertEquals(List.of("  0x3 type 2 klp:vmlinux.g,0-4"), lines(relative, "  0x"));
  }

  @Test
  void addressesOfNewFunctionsAreTheirOwn() {
    Selection selection =
        select(
            aKernel().global("f", 7),
            file().function("f", "90".repeat(7)),
            file()
                .function("f", MOVE)
                .relocation(3, Reloc.R32S, "g", 0)
                .statics()
                .function("g", "90"));
    assertEquals(
        List.of("  0x3 type 11 g(FUNC in .text.g #1 at 0 size 1)+0"), lines(selection, "  0x"));
    assertEquals(List.of("new function g"), lines(selection, "new"));
  }

  @Test
  void followsWhatNewFunctionsNeed() {
    Selection selection =
        select(
            aKernel().global("f", 5),
            file().function("f", "90".repeat(5)),
            file()
                .function("f", "e800000000")
                .call(1, "g")
                .statics()
                .function("g", "e800000000")
                .call(1, "h")
                .function("h", "48c7c700000000")
                .relocation(3, Reloc.R32S, "state.0", 0)
                .zeroed("state.0", 8)
                .function("unused", "c3"));
    assertEquals(List.of(".text.f", ".text.g", ".text.h", ".bss.state.0"), sections(selection));
    assertEquals(List.of("new function g", "new function h"), lines(selection, "new"));
    assertEquals(List.of(), selection.findings());
  }

  @Test
  void newGlobalsGoAlongForOtherObjects() {
    Selection selection = select(aKernel(), file(), file().function("g", "c3").variable("v", "01"));
    assertEquals(
        List.of(
            "symbol g(global FUNC in .text.g #0 at 0 size 1)",
            "symbol v(global OBJECT in .data.v #1 at 0 size 1)"),
        lines(selection, "symbol"));
  }

  @Test
  void namesNewInOtherObjectsAreLeftToTheLinker() {
    Selection selection =
        select(
            aKernel().global("f", 5),
            file().function("f", "90".repeat(5)),
            file().function("f", "e800000000").call(1, "elsewhere"));
    assertEquals(List.of("  0x1 type 4 import:elsewhere-4"), lines(selection, "  0x"));
    assertEquals(List.of(), selection.findings());
  }

  @Test
  void aChangedFunctionTakesItsColdPartAlong() {
    Selection selection = select(aKernel().global("f", 7), withCold("c3"), withCold("90"));
    assertEquals(List.of(".text.f", ".text.unlikely"), sections(selection));
    assertEquals(
        List.of("patch f,0 by f(FUNC in .text.f #0 at 0 size 7)"), lines(selection, "patch"));
    assertEquals(
        List.of("  0x2 type 4 f.cold(FUNC in .text.unlikely #1 at 0 size 5)-4"),
        lines(selection, "  0x2"));
  }

  private static ObjectBuilder withCold(String last) {
    return file()
        .function("f", "0f8400000000" + last)
        .call(2, "f.cold")
        .statics()
        .function(".text.unlikely", "f.cold", "e900000000")
        .relocation(1, Reloc.PC32, ".text.f", 6 - 4)
        .globals();
  }

  @Test
  void eachTextGoesAlongOnce() {
    Selection selection =
        select(
            aKernel().global("f", 14),
            file().function("f", "90".repeat(14)),
            file()
                .texts("other", "hello")
                .function("f", MOVE + MOVE)
                .relocation(3, Reloc.R32S, ".rodata.str1.1", 6)
                .relocation(10, Reloc.R32S, ".rodata.str1.1", 6));
    assertEquals(List.of(".text.f", ".rodata.str1.1"), sections(selection));
    assertEquals(List.of("  68656c6c6f00"), lines(selection, "  68"));
  }

  @Test
  void wideTextsGoAlongWithTheirWholeEnd() {
    Selection selection =
        select(
            aKernel().global("f", 7),
            file().function("f", "90".repeat(7)),
            file()
                .section(".rodata.str2.2", 0x32, 2, "6100 6200 0000")
                .function("f", MOVE)
                .relocation(3, Reloc.R32S, ".rodata.str2.2", 0));
    assertEquals(List.of("  610062000000"), lines(selection, "  61"));
  }

  @Test
  void tablesKeepOnlyRecordsAboutWhatIsCarried() {
    Selection selection =
        select(
            aKernel().global("f", 3).global("g", 3),
            withLocks(file().function("f", "9090c3").function("g", "9090c3")),
            withLocks(file().function("f", "f090c3").function("g", "9090c3")));
    assertEquals(List.of(".text.f", ".smp_locks"), sections(selection));
    assertEquals(
        List.of("  0x0 type 2 f(FUNC in .text.f #0 at 0 size 3)+1"), lines(selection, "  0x"));
  }

  private static ObjectBuilder withLocks(ObjectBuilder object) {
    return object
        .table(".smp_locks", "0000000000000000")
        .relocation(0, Reloc.PC32, ".text.g", 0)
        .relocation(4, Reloc.PC32, ".text.f", 1);
  }

  @Test
  void aCallbackGoesAlongThoughNothingUsesIt() {
    Selection selection =
        select(
            aKernel(),
            file(),
            file()
                .statics()
                .function("before", "c3")
                .section(".klpforge.callbacks.pre_patch", 2, 0, "0000000000000000")
                .relocation(0, Reloc.R64, "before", 0));
    assertEquals(
        List.of("callback PRE_PATCH before(FUNC in .text.before #0 at 0 size 1)"),
        lines(selection, "callback"));
  }

  @Test
  void prefixesStayBeforeTheirFunctions() {
    Selection selection = select(aKernel().global("f", 1), prefixed("c3"), prefixed("90"));
    assertEquals(
        List.of("patch f,0 by f(FUNC in .text.f #0 at 4 size 1)"), lines(selection, "patch"));
  }

  /** Without its symbol, objtool would not list the type in {@code .cfi_sites}. */
  @Test
  void typesStayBeforeTheirFunctionsUnderTheirNames() {
    Selection selection = select(aKernel().global("f", 1), typed("c3"), typed("90"));
    assertEquals(
        List.of("patch f,0 by f(FUNC in .text.f #0 at 9 size 1)"), lines(selection, "patch"));
    assertTrue(
        selection.plan().symbols().stream()
            .anyMatch(
                symbol ->
                    symbol.equals(
                        new PlannedSymbol.Defined("__cfi_f", SymbolType.FUNC, false, 0, 0, 0, 5))),
        selection.plan().symbols()::toString);
  }

  private static ObjectBuilder typed(String code) {
    return file()
        .section(".text.f", 6, 0, "b800000000 90909090" + code)
        .symbol("__cfi_f", SymbolType.FUNC, 0, 5)
        .symbol("f", SymbolType.FUNC, 9, 1)
        .table("__patchable_function_entries", "0000000000000000")
        .relocation(0, Reloc.R64, ".text.f", 5);
  }

  private static ObjectBuilder prefixed(String code) {
    return file()
        .section(".text.f", 6, 0, "90909090" + code)
        .symbol("__pfx_f", SymbolType.FUNC, 0, 4)
        .symbol("f", SymbolType.FUNC, 4, 1);
  }

  @Test
  void aFunctionThatTheKernelLacksIsAFinding() {
    Selection selection = select(aKernel(), file().function("f", "c3"), file().function("f", "90"));
    assertEquals(List.of("unknown-function"), rules(selection));
    assertTrue(!selection.isPossible());
  }

  @Test
  void aFunctionOfAnotherSizeIsAFinding() {
    Selection selection =
        select(aKernel().global("f", 9), file().function("f", "c3"), file().function("f", "90"));
    assertEquals(List.of("baseline-mismatch"), rules(selection));
  }

  @Test
  void aWeakFunctionThatAnotherFileOverridesIsAFinding() {
    Selection overridden =
        select(
            aKernel().global("f", 1),
            file().weak().function("f", "c3"),
            file().weak().function("f", "90"));
    assertEquals(List.of("unknown-function"), rules(overridden));
    Selection running =
        select(
            aKernel().weak("f", 1),
            file().weak().function("f", "c3"),
            file().weak().function("f", "90"));
    assertEquals(List.of(), rules(running));
  }

  @Test
  void aNameThatNobodyHasIsAFinding() {
    Selection selection =
        select(
            aKernel().global("f", 5),
            file().function("f", "90".repeat(5)),
            file().function("f", "e800000000").call(1, "nobody"));
    assertEquals(List.of("unknown-symbol"), rules(selection));
    assertEquals("a.o: f+0x1", selection.findings().get(0).where());
  }

  @Test
  void codeThatIsGoneAfterStartIsAFinding() {
    Selection selection =
        select(
            aKernel().global("f", 5).global("start", 1),
            file().function("f", "90".repeat(5)).function(".init.text", "start", "c3"),
            file()
                .function("f", "e800000000")
                .call(1, "start")
                .function(".init.text", "start", "c3"));
    assertEquals(List.of("init-reference"), rules(selection));
  }

  @Test
  void aStaticThatMayBeAnOldOneIsAFinding() {
    Selection selection =
        select(
            aKernel().global("f", 14),
            statics(MOVE + MOVE, "n.0", "n.1"),
            statics(MOVE + MOVE + "90", "n.6", "n.5"));
    assertEquals(List.of("ambiguous-static", "ambiguous-static"), rules(selection));
    assertEquals(
        "it cannot be told whether this variable of f is the running kernel's n.0 (used by f) or"
            + " n.1 (used by f) or a new one",
        selection.findings().get(0).message());
  }

  private static ObjectBuilder statics(String code, String first, String second) {
    return file()
        .function("f", code)
        .relocation(3, Reloc.R32S, first, 0)
        .relocation(10, Reloc.R32S, second, 0)
        .statics()
        .zeroed(first, 4)
        .zeroed(second, 4);
  }

  @Test
  void writableDataWithoutANameIsAFinding() {
    Selection selection =
        select(
            aKernel().global("f", 7),
            file().function("f", "90".repeat(7)),
            file()
                .section(".data.hidden", 3, 0, "01")
                .function("f", MOVE)
                .relocation(3, Reloc.R32S, ".data.hidden", 0));
    assertEquals(List.of("unsupported-reference"), rules(selection));
  }

  @Test
  void keysOfModulesCannotBeInTables() {
    assertEquals(
        List.of("jump-label-key"),
        rules(withKey("__jump_table", "00000000000000000000000000000000", 8, "key")));
    assertEquals(
        List.of("static-call-key"),
        rules(withKey(".static_call_sites", "0000000000000000", 4, "key")));
  }

  private static Selection withKey(String table, String record, long place, String key) {
    ObjectBuilder module = anObject().function("f", "9090c3").variable("key", "00");
    return select(
        aKernel().module("m", module).global("vmlinux_key", 1),
        "m",
        file().function("f", "9090c3"),
        keyed(table, record, place, key));
  }

  private static ObjectBuilder keyed(String table, String record, long place, String key) {
    ObjectBuilder object =
        file().function("f", "9090c3").table(table, record).relocation(0, Reloc.PC32, ".text.f", 0);
    if (place == 8) {
      object.relocation(4, Reloc.PC32, ".text.f", 2);
    }
    return object.relocation(place, Reloc.PC32, key, 0);
  }

  /** The loader fills in an ordinary import before it tells anybody of the module's tables. */
  @Test
  void aKeyThatAModuleExportsCanBeInTablesIfThatModuleMayBeRequired() {
    ObjectBuilder module = anObject().function("f", "9090c3");
    ObjectBuilder below = anObject().variable("key", "00").variable("kept", "00");
    ToyKernel kernel =
        aKernel().module("m", module).module("below", below).export("key", "below", "NS");
    ObjectDiff diff =
        Compared.diff(
            file().function("f", "9090c3"),
            keyed("__jump_table", "00000000000000000000000000000000", 8, "key"));
    KernelScope without = kernel.symbols().scope("m", diff.orig());
    Selection refused = Selector.select(diff, "a.o", without, Set.of());
    assertEquals(List.of("jump-label-key"), rules(refused));
    String remedy = refused.findings().get(0).remedy();
    assertTrue(remedy.endsWith("only while below is loaded, and keeps it"), remedy);
    KernelScope with = kernel.symbols().requiringModules().scope("m", diff.orig());
    Selection selection = Selector.select(diff, "a.o", with, Set.of());
    assertEquals(List.of(), rules(selection));
    assertEquals(List.of("symbol import:key"), lines(selection, "symbol import:key"));
    assertEquals(List.of("NS"), List.copyOf(selection.plan().namespaces()));
  }

  @Test
  void aKeyThatNobodyExportsIsRefusedThoughModulesMayBeRequired() {
    ObjectBuilder module = anObject().function("f", "9090c3").variable("key", "00");
    ToyKernel kernel = aKernel().module("m", module);
    ObjectDiff diff =
        Compared.diff(
            file().function("f", "9090c3"),
            keyed("__jump_table", "00000000000000000000000000000000", 8, "key"));
    KernelScope scope = kernel.symbols().requiringModules().scope("m", diff.orig());
    assertEquals(List.of("jump-label-key"), rules(Selector.select(diff, "a.o", scope, Set.of())));
  }

  @Test
  void keysOfVmlinuxCanBeInTablesOfModules() {
    Selection selection = withKey(".static_call_sites", "0000000000000000", 4, "vmlinux_key");
    assertEquals(List.of(), rules(selection));
  }

  @Test
  void replacementsCannotReferToModules() {
    ObjectBuilder module = anObject().function("f", "90".repeat(5)).function("inner", "c3");
    Selection selection =
        select(
            aKernel().module("m", module),
            "m",
            file().function("f", "90".repeat(5)),
            file()
                .function("f", "90".repeat(5))
                .section(".altinstr_replacement", 6, 0, "e800000000")
                .call(1, "inner")
                .table(".altinstructions", "0000000000000000 0000 0505")
                .relocation(0, Reloc.PC32, ".text.f", 0)
                .relocation(4, Reloc.PC32, ".altinstr_replacement", 0));
    assertEquals(List.of("special-section-reference"), rules(selection));
  }

  private static final String BRANCH = "00000000000000000000000000000000";

  /** A patched function with a static branch of the key; {@code code} is five bytes long. */
  private static Selection branch(ToyKernel kernel, String code, String key) {
    return branch(kernel, code, key, 0);
  }

  private static Selection branch(ToyKernel kernel, String code, String key, long addend) {
    return select(
        kernel,
        "m",
        file().function("f", "909090909090"),
        file()
            .function("f", code + "c3")
            .table("__jump_table", BRANCH)
            .relocation(0, Reloc.PC32, ".text.f", 0)
            .relocation(4, Reloc.PC32, ".text.f", 5)
            .relocation(8, Reloc.PC32, key, addend));
  }

  private static ToyKernel moduleWithTracepoint() {
    return aKernel()
        .module("m", anObject().function("f", "90".repeat(6)).variable("__tracepoint_t", "00"));
  }

  @Test
  void aModulesTracepointStaysOff() {
    Selection selection = branch(moduleWithTracepoint(), "0f1f440000", "__tracepoint_t");
    assertEquals(List.of("tracepoint-off"), rules(selection));
    assertTrue(selection.isPossible());
    assertEquals(List.of(".text.f"), sections(selection));
  }

  /** Where objtool makes the NOP only when the module is linked, the branch would be taken. */
  @Test
  void aModulesTracepointThatWouldBeOnIsRefused() {
    Selection selection = branch(moduleWithTracepoint(), "e900000000", "__tracepoint_t");
    assertEquals(List.of("jump-label-key"), rules(selection));
  }

  /** In 6.12 a branch's key has bit 1 set, and with its record objtool makes the NOP. */
  @Test
  void aModulesTracepointOfWhichObjtoolMakesTheNopGetsAKeyThatIsOff() {
    Selection selection = branch(moduleWithTracepoint(), "e900000000", "__tracepoint_t", 8 + 2);
    assertEquals(List.of("tracepoint-off"), rules(selection));
    assertTrue(selection.isPossible());
    assertEquals(
        List.of(".text.f", "__jump_table", ".data.klpforge_tracepoint_off"), sections(selection));
    String key = "klpforge_tracepoint_off(OBJECT in .data.klpforge_tracepoint_off #2 at 0 size 16)";
    assertEquals(List.of("  0x8 type 2 " + key + "+2"), lines(selection, "  0x8 "));
  }

  /** Bit 0 says that the branch is taken while the key is off. */
  @Test
  void aModulesTracepointThatIsTakenWhileOffIsRefused() {
    Selection selection = branch(moduleWithTracepoint(), "e900000000", "__tracepoint_t", 8 + 3);
    assertEquals(List.of("jump-label-key"), rules(selection));
  }

  @Test
  void aTracepointOfVmlinuxIsKept() {
    ToyKernel kernel =
        aKernel()
            .variable("__tracepoint_v", 8)
            .global("__tracepoint_t", 8)
            .module("m", anObject().function("f", "90".repeat(6)));
    Selection selection = branch(kernel, "0f1f440000", "__tracepoint_t");
    assertEquals(List.of(), rules(selection));
    assertEquals(List.of(".text.f", "__jump_table"), sections(selection));
  }

  @Test
  void aModulesTracepointCallGoesThroughTheTrampoline() {
    ObjectBuilder module =
        anObject()
            .function("f", "90".repeat(6))
            .variable("__SCK__tp_func_t", "00")
            .function("__SCT__tp_func_t", "c3");
    Selection selection =
        select(
            aKernel().module("m", module),
            "m",
            file().function("f", "90".repeat(6)),
            file()
                .function("f", "e800000000c3")
                .call(1, "__SCT__tp_func_t")
                .table(".static_call_sites", "0000000000000000")
                .relocation(0, Reloc.PC32, ".text.f", 0)
                .relocation(4, Reloc.PC32, "__SCK__tp_func_t", 0));
    assertEquals(List.of("tracepoint-off"), rules(selection));
    assertEquals(List.of("  0x1 type 4 klp:m.__SCT__tp_func_t,0-4"), lines(selection, "  0x"));
    assertEquals(List.of(".text.f"), sections(selection));
  }

  /**
   * objtool would list the call by its trampoline, which the kernel refuses if the key is exported.
   */
  @Test
  void theKeyOfAnImportedStaticCallIsThereForObjtool() {
    ToyKernel kernel =
        aKernel()
            .global("f", 6)
            .global("__SCT__t", 8)
            .global("__SCK__t", 8)
            .export("__SCT__t", "vmlinux", "");
    ObjectBuilder orig = file().function("f", "90".repeat(6));
    ObjectBuilder patched = file().function("f", "e800000000c3").call(1, "__SCT__t");
    assertEquals(
        List.of("symbol import:__SCT__t"), lines(select(kernel, orig, patched), "symbol import"));
    assertEquals(
        List.of("symbol import:__SCK__t", "symbol import:__SCT__t"),
        lines(select(kernel.export("__SCK__t", "vmlinux", ""), orig, patched), "symbol import"));
  }

  @Test
  void aKernelThatRelocatesLateFindsNoUnexportedKey() {
    ToyKernel kernel =
        aKernel()
            .relocatingLate()
            .global("key", 8)
            .global("exported", 8)
            .export("exported", "vmlinux", "")
            .module("m", anObject().function("f", "90".repeat(6)));
    assertEquals(List.of("jump-label-key"), rules(branch(kernel, "0f1f440000", "key")));
    assertEquals(List.of(), rules(branch(kernel, "0f1f440000", "exported")));
  }

  @Test
  void aKernelThatRelocatesLateReadsAlternativesLate() {
    ObjectBuilder module = anObject().function("f", "90".repeat(5)).function("inner", "c3");
    Selection selection =
        select(
            aKernel().relocatingLate().module("m", module),
            "m",
            file().function("f", "90".repeat(5)),
            file()
                .function("f", "90".repeat(5))
                .section(".altinstr_replacement", 6, 0, "e800000000")
                .call(1, "inner")
                .table(".altinstructions", "0000000000000000 0000 0505")
                .relocation(0, Reloc.PC32, ".text.f", 0)
                .relocation(4, Reloc.PC32, ".altinstr_replacement", 0));
    assertEquals(List.of(), rules(selection));
  }

  @Test
  void recordsOfAnUnlistedTableAreCarriedAndSaid() {
    Selection selection =
        select(
            aKernel().global("f", 3).global("g", 3),
            withSites(file().function("f", "909090").function("g", "9090c3")),
            withSites(file().function("f", "9090c3").function("g", "9090c3")));
    assertEquals(List.of("learned-section"), rules(selection));
    assertEquals(List.of(".text.f", "__new_sites"), sections(selection));
    assertEquals(
        List.of("  0x0 type 2 f(FUNC in .text.f #0 at 0 size 3)+1"), lines(selection, "  0x"));
  }

  private static ObjectBuilder withSites(ObjectBuilder object) {
    return object
        .table("__new_sites", "0000000001".repeat(3))
        .relocation(0, Reloc.PC32, ".text.g", 1)
        .relocation(5, Reloc.PC32, ".text.f", 1)
        .relocation(10, Reloc.PC32, ".text.g", 1);
  }

  @Test
  void codeOfATableThatCannotBeCopiedIsRefused() {
    Selection selection =
        select(
            aKernel().global("f", 3).global("g", 3),
            file().function("f", "909090").function("g", "9090c3"),
            file()
                .function("f", "9090c3")
                .function("g", "9090c3")
                .table("__new_sites", "00".repeat(11))
                .relocation(0, Reloc.PC32, ".text.g", 1)
                .relocation(5, Reloc.PC32, ".text.f", 1));
    assertEquals(List.of("unknown-section"), rules(selection));
  }

  private static final long STRINGS =
      ElfConstants.SHF_ALLOC | ElfConstants.SHF_MERGE | ElfConstants.SHF_STRINGS;

  /** The null section has no name either. */
  @Test
  void copiesATextOutOfASectionWithoutAName() {
    Selection selection =
        select(
            aKernel().global("f", 7),
            file().function("f", "48c7c700000001").section("", STRINGS, 1, "686900"),
            file()
                .section("", STRINGS, 1, "686900")
                .function("f", "48c7c700000000")
                .relocation(3, Reloc.R32S, "", 0));
    PlannedSection text = selection.plan().sections().get(1);
    assertEquals(ElfConstants.SHT_PROGBITS, text.type());
    assertEquals("hi\0", text.data().text(0) + (char) text.data().u8(2));
  }

  /** An empty text of two-byte characters ends with two zeros, one of one-byte ones with one. */
  @Test
  void keepsEqualTextsOfDifferentCharactersApart() {
    String moves = MOVE + MOVE;
    Selection selection =
        select(
            aKernel().global("f", 14),
            file().function("f", "90".repeat(14)),
            file()
                .section(".rodata.str1.1", STRINGS, 1, "00")
                .section(".rodata.str2.2", STRINGS, 2, "0000")
                .function("f", moves)
                .relocation(3, Reloc.R32S, ".rodata.str1.1", 0)
                .relocation(10, Reloc.R32S, ".rodata.str2.2", 0));
    assertEquals(
        List.of(14L, 1L, 2L), selection.plan().sections().stream().map(s -> s.size()).toList());
  }
}
