package io.klpforge.diff.correlate;

import static io.klpforge.diff.built.ObjectBuilder.anObject;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.built.ObjectBuilder;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SymbolNameTest {
  @Test
  void baseDropsTheCompilersNumbers() {
    assertEquals("quirk", SymbolName.base("quirk.97"));
    assertEquals("foo.isra.cold", SymbolName.base("foo.isra.0.cold"));
    assertEquals("foo.constprop.isra", SymbolName.base("foo.constprop.1.isra.12"));
    assertEquals("foo", SymbolName.base("foo.llvm.8234982374982374"));
    assertEquals("foo.constprop", SymbolName.base("foo.constprop.0.lto_priv.1"));
    assertEquals("__UNIQUE_ID_quirk", SymbolName.base("__UNIQUE_ID_quirk452"));
    assertEquals("__UNIQUE_ID_ddebug", SymbolName.base("__UNIQUE_ID_ddebug452.7"));
    assertEquals(
        "__BTF_ID__struct__bpf_stack_map__",
        SymbolName.base("__BTF_ID__struct__bpf_stack_map__490669"));
  }

  @Test
  void baseKeepsTheNumbersPeopleWrite() {
    assertEquals("crc32_be", SymbolName.base("crc32_be"));
    assertEquals("v2.old3", SymbolName.base("v2.old3"));
    assertFalse(SymbolName.isNumbered("ipv6_rcv"));
    assertTrue(SymbolName.isNumbered("state.3"));
  }

  @Test
  void findsTheFunctionOfAColdPart() {
    assertEquals(Optional.of("foo"), SymbolName.parentOfCold("foo.cold"));
    assertEquals(Optional.of("foo"), SymbolName.parentOfCold("foo.cold.3"));
    assertEquals(Optional.of("foo.part.0"), SymbolName.parentOfCold("foo.part.0.cold"));
    assertEquals(Optional.empty(), SymbolName.parentOfCold("foo.coldly"));
    assertEquals(Optional.empty(), SymbolName.parentOfCold("freeze.colder.cold_start"));
    assertEquals(Optional.empty(), SymbolName.parentOfCold("cold"));
  }

  private static boolean byContent(ObjectBuilder object, String name) {
    ObjectLayout layout = object.layout();
    Piece piece =
        layout.pieces().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    return SymbolName.isKnownByContent(piece, layout.section(piece));
  }

  @Test
  void whatMacrosMakeAtEachUseIsKnownByContent() {
    assertTrue(byContent(anObject().statics().constant("__func__.4", "6600"), "__func__.4"));
    assertTrue(byContent(anObject().statics().zeroed("__key.1", 0), "__key.1"));
    assertTrue(
        byContent(
            anObject().statics().variable(".data.once", "__already_done.7", "00"),
            "__already_done.7"));
    assertTrue(
        byContent(anObject().statics().variable("__dyndbg", "descriptor.3", "00"), "descriptor.3"));
    assertTrue(byContent(anObject().statics().constant("CSWTCH.12", "01"), "CSWTCH.12"));
  }

  @Test
  void clangPutsTheFunctionBeforeOrBehindTheMacrosName() {
    assertTrue(byContent(anObject().statics().variable("f.__key", "01"), "f.__key"));
    assertTrue(byContent(anObject().statics().variable("f._rs.2", "01"), "f._rs.2"));
    assertTrue(byContent(anObject().statics().constant("__func__.f", "6600"), "__func__.f"));
    assertFalse(byContent(anObject().statics().variable("f.count", "01"), "f.count"));
    assertFalse(byContent(anObject().statics().variable("f.count.1", "01"), "f.count.1"));
  }

  @Test
  void whatCompilersMakeOfConstantsIsKnownByContent() {
    for (String name :
        List.of(
            ".compoundliteral",
            ".compoundliteral.3",
            ".str",
            ".str.12",
            "switch.table.f",
            "__const.f.ops",
            "anon.0f3a.7",
            "C.0.4711",
            "f._entry",
            ".L__const.f.x")) {
      assertTrue(byContent(anObject().statics().constant(name, "01"), name), name);
    }
    assertFalse(
        byContent(anObject().statics().variable(".compoundliteral", "01"), ".compoundliteral"));
  }

  @Test
  void theDeclaredNameOfAStaticIsWithoutFunctionAndNumber() {
    assertEquals("count", SymbolName.declared("count.3"));
    assertEquals("count", SymbolName.declared("f.count"));
    assertEquals("count", SymbolName.declared("f.count.1"));
    assertEquals("count", SymbolName.declared("f.count.llvm.8234982374982374"));
    assertEquals("count", SymbolName.declared("count"));
  }

  @Test
  void theRootOfAFunctionIsWhatTheSourceHas() {
    assertEquals("foo", SymbolName.root("foo.part.0.cold.3"));
    assertEquals("foo", SymbolName.root("foo.constprop.0.isra.0"));
    assertEquals("foo", SymbolName.root("foo.llvm.8125"));
    assertEquals("v2.old3", SymbolName.root("v2.old3"));
    String rust = "_RNvMs_NtCsfoo_6kernel5printINtB4_10RawWriterE3new";
    assertEquals(rust, SymbolName.root(rust));
    String old = "_ZN4core3ptr31drop_in_place$LT$alloc..string..String$GT$17h0123456789abcdefE";
    assertEquals(old, SymbolName.root(old));
    assertEquals(old, SymbolName.base(old + ".llvm.1234567890"));
  }

  @Test
  void whatPeopleWroteIsKnownByName() {
    assertFalse(byContent(anObject().statics().variable("state.3", "01"), "state.3"));
    assertFalse(byContent(anObject().statics().variable("descriptor", "01"), "descriptor"));
    assertFalse(byContent(anObject().statics().variable("descriptor.5", "01"), "descriptor.5"));
    assertFalse(byContent(anObject().statics().variable("_entry", "01"), "_entry"));
    assertFalse(byContent(anObject().globals().constant("CSWTCH.12", "01"), "CSWTCH.12"));
  }

  /** A literal at file scope may be changed while the kernel runs: a copy would not be it. */
  @Test
  void writableCompoundLiteralsAreNotKnownByContent() {
    String literal = "__compound_literal.0";
    assertFalse(byContent(anObject().statics().variable(literal, "01"), literal));
    assertTrue(byContent(anObject().statics().constant(literal, "01"), literal));
  }
}
