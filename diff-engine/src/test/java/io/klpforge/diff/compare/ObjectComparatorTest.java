package io.klpforge.diff.compare;

import static io.klpforge.diff.built.ObjectBuilder.anObject;
import static io.klpforge.diff.compare.Compared.changes;
import static io.klpforge.diff.compare.Compared.difference;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.built.ObjectBuilder;
import io.klpforge.diff.built.Reloc;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ObjectComparatorTest {

  @Test
  void anObjectIsTheSameAsItself() {
    ObjectBuilder object =
        anObject().function("f", "e800000000c3").call(1, "g").variable("v", "01").texts("x");
    assertEquals(List.of(), changes(object, object));
  }

  @Test
  void otherInstructionsAreAChange() {
    ObjectBuilder orig = anObject().function("f", "b801000000c3");
    ObjectBuilder patched = anObject().function("f", "b802000000c3");
    assertEquals(List.of("CHANGED f"), changes(orig, patched));
    assertEquals("1: other instructions or constants", difference(orig, patched));
  }

  @Test
  void anotherLengthIsAChange() {
    assertEquals(
        "1: is 2 bytes long, was 1",
        difference(anObject().function("f", "c3"), anObject().function("f", "c390")));
  }

  @Test
  void anotherCalleeIsAChange() {
    assertEquals(
        "1: refers to kvfree, was kfree",
        difference(
            anObject().function("f", "e800000000").call(1, "kfree"),
            anObject().function("f", "e800000000").call(1, "kvfree")));
  }

  @Test
  void anotherDistanceFromTheSameSymbolIsAChange() {
    ObjectBuilder orig = anObject().function("f", "48c7c700000000");
    ObjectBuilder patched = anObject().function("f", "48c7c700000000");
    assertEquals(
        List.of("CHANGED f"),
        changes(
            orig.relocation(3, Reloc.R32S, "jiffies", 0),
            patched.relocation(3, Reloc.R32S, "jiffies", 8)));
  }

  @Test
  void oneReferenceMoreIsAChangeThoughBytesAreEqual() {
    assertEquals(
        "0: has 1 references, had 0",
        difference(
            anObject().function("f", "e800000000"),
            anObject().function("f", "e800000000").call(1, "g")));
  }

  @Test
  void bytesUnderARelocationMeanNothing() {
    assertEquals(
        List.of(),
        changes(
            anObject().function("f", "e800000000").call(1, "g"),
            anObject().function("f", "e811223344").call(1, "g")));
  }

  @Test
  void callingThroughTheSectionOrTheNameIsTheSame() {
    ObjectBuilder byName = anObject().function("g", "c3").function("f", "e800000000").call(1, "g");
    ObjectBuilder bySection =
        anObject()
            .function("g", "c3")
            .function("f", "e800000000")
            .relocation(1, Reloc.PLT32, ".text.g", -4);
    assertEquals(List.of(), changes(byName, bySection));
  }

  @Test
  void aTextIsTheSameWhereverItLies() {
    ObjectBuilder orig = text(anObject().texts("a", "b"), 2);
    ObjectBuilder patched = text(anObject().texts("new", "a", "b"), 6);
    assertEquals(List.of(), changes(orig, patched));
    assertEquals(
        "3: refers to \"a\", was \"b\"", difference(orig, text(anObject().texts("b", "a"), 2)));
  }

  private static ObjectBuilder text(ObjectBuilder object, long place) {
    return object
        .function("f", "48c7c700000000")
        .relocation(3, Reloc.R32S, ".rodata.str1.1", place);
  }

  @Test
  void functionsOfASharedSectionAreComparedOneByOne() {
    ObjectBuilder orig =
        anObject().function(".sched.text", "a", "90c3").function(".sched.text", "b", "c3");
    ObjectBuilder patched =
        anObject().function(".sched.text", "a", "909090c3").function(".sched.text", "b", "c3");
    assertEquals(List.of("CHANGED a"), changes(orig, patched));
  }

  @Test
  void aFunctionMayMoveToAnotherSection() {
    assertEquals(
        List.of(),
        changes(
            anObject().function(".text.f", "f", "c3"),
            anObject().function(".text.unlikely.f", "f", "c3")));
  }

  @Test
  void aVariableMayNotMoveToAnotherSection() {
    assertEquals(
        "0: lies in .data..read_mostly, was in .data.v",
        difference(
            anObject().variable("v", "01"), anObject().variable(".data..read_mostly", "v", "01")));
  }

  @Test
  void newAndRemovedFunctionsAreTold() {
    assertEquals(
        List.of("NEW g", "REMOVED f"),
        changes(anObject().function("f", "c3"), anObject().function("g", "c3")));
  }

  @Test
  void changedInitialContentsAreTold() {
    assertEquals(
        List.of("CHANGED v"),
        changes(anObject().variable("v", "01"), anObject().variable("v", "02")));
    assertEquals(
        "0: lies in .data.v, was in .bss.v",
        difference(anObject().zeroed("v", 1), anObject().variable("v", "02")));
  }

  @Test
  void aFunctionWhoseColdPartChangedHasChanged() {
    ObjectBuilder orig = cold("90");
    ObjectBuilder patched = cold("cc");
    assertEquals(List.of("CHANGED f", "CHANGED f.cold"), changes(orig, patched));
  }

  private static ObjectBuilder cold(String code) {
    return anObject()
        .function("f", "0f8400000000c3")
        .call(2, "f.cold")
        .statics()
        .function(".text.unlikely", "f.cold", code)
        .globals();
  }

  @Test
  void constantsWithoutANameAreComparedByContent() {
    assertEquals(List.of(), changes(number("07000000", 0), number("01000000 07000000", 4)));
    assertEquals(List.of("CHANGED f"), changes(number("07000000", 0), number("08000000", 0)));
  }

  private static ObjectBuilder number(String constants, long place) {
    return anObject()
        .section(".rodata.cst4", 0x12, 4, constants)
        .function("f", "8b0425 00000000")
        .relocation(3, Reloc.R32S, ".rodata.cst4", place);
  }

  @Test
  void whatMacrosMakeIsComparedByContentWhateverItsNumber() {
    assertEquals(List.of(), changes(func("__func__.0", "6600"), func("__func__.9", "6600")));
    assertEquals(
        List.of("CHANGED f"), changes(func("__func__.0", "6600"), func("__func__.9", "6700")));
  }

  private static ObjectBuilder func(String name, String text) {
    return anObject()
        .statics()
        .constant(name, text)
        .globals()
        .function("f", "48c7c700000000")
        .relocation(3, Reloc.R32S, name, 0);
  }

  @Test
  void aVariableIsOnlyTheSameAsItsTwin() {
    ObjectBuilder orig = anObject().variable("a", "01").variable("b", "01");
    ObjectBuilder patched = anObject().variable("a", "01").variable("b", "01");
    orig.function("f", "48c7c700000000").relocation(3, Reloc.R32S, "a", 0);
    patched.function("f", "48c7c700000000").relocation(3, Reloc.R32S, "b", 0);
    assertEquals(List.of("CHANGED f"), changes(orig, patched));
  }

  /** Two nameless records that point to each other, seen from both ends. */
  @Test
  void circlesOfConstantsAreComparedToTheirEnd() {
    assertEquals(List.of(), changes(circle("01"), circle("01")));
    assertEquals(List.of("CHANGED f", "CHANGED g"), changes(circle("01"), circle("02")));
  }

  private static ObjectBuilder circle(String value) {
    return anObject()
        .section(".rodata.one", 2, 0, "0000000000000000" + value)
        .relocation(0, Reloc.R64, ".rodata.two", 0)
        .section(".rodata.two", 2, 0, "0000000000000000")
        .relocation(0, Reloc.R64, ".rodata.one", 0)
        .function("f", "48c7c700000000")
        .relocation(3, Reloc.R32S, ".rodata.one", 0)
        .function("g", "48c7c700000000")
        .relocation(3, Reloc.R32S, ".rodata.two", 0);
  }

  @Test
  void anotherRecordInATableIsAChangeOfItsFunction() {
    assertEquals(
        List.of("CHANGED f"),
        changes(anObject().function("f", "9090c3"), locks(anObject().function("f", "9090c3"), 0)));
    assertEquals(
        List.of("CHANGED f"),
        changes(
            locks(anObject().function("f", "9090c3"), 0),
            locks(anObject().function("f", "9090c3"), 1)));
  }

  private static ObjectBuilder locks(ObjectBuilder object, long place) {
    return object.table(".smp_locks", "00000000").relocation(0, Reloc.PC32, ".text.f", place);
  }

  @Test
  void theOrderOfTablesMeansNothing() {
    ObjectBuilder orig = returns(locks(anObject().function("f", "9090c3"), 0));
    ObjectBuilder patched = locks(returns(anObject().function("f", "9090c3")), 0);
    assertEquals(List.of(), changes(orig, patched));
  }

  private static ObjectBuilder returns(ObjectBuilder object) {
    return object.table(".return_sites", "00000000").relocation(0, Reloc.PC32, ".text.f", 2);
  }

  @Test
  void theLineOfAWarningIsNoChangeButItsFlagsAre() {
    assertEquals(List.of(), changes(warning("0a00 0109"), warning("0b00 0109")));
    assertEquals(List.of("CHANGED f"), changes(warning("0a00 0109"), warning("0a00 0309")));
  }

  private static ObjectBuilder warning(String lineAndFlags) {
    return anObject()
        .texts("x.c")
        .function("f", "0f0bc3")
        .table("__bug_table", "0000000000000000" + lineAndFlags)
        .relocation(0, Reloc.PC32, ".text.f", 0)
        .relocation(4, Reloc.PC32, ".rodata.str1.1", 0);
  }

  @Test
  void aChangedReplacementIsAChangeOfItsFunction() {
    assertEquals(List.of(), changes(alternative("0f01ca"), alternative("0f01ca")));
    assertEquals(List.of("CHANGED f"), changes(alternative("0f01ca"), alternative("0f01cb")));
  }

  private static ObjectBuilder alternative(String replacement) {
    return anObject()
        .function("f", "909090c3")
        .section(".altinstr_replacement", 6, 0, replacement)
        .table(".altinstructions", "0000000000000000 3401 0303")
        .relocation(0, Reloc.PC32, ".text.f", 0)
        .relocation(4, Reloc.PC32, ".altinstr_replacement", 0);
  }

  @Test
  void aWideTextIsComparedToItsEnd() {
    assertEquals(List.of("CHANGED f"), changes(wide("6100 6200 0000"), wide("6100 6300 0000")));
  }

  private static ObjectBuilder wide(String text) {
    return anObject()
        .section(".rodata.str2.2", 0x32, 2, text)
        .function("f", "48c7c700000000")
        .relocation(3, Reloc.R32S, ".rodata.str2.2", 0);
  }

  /** With -fdata-sections the number is in the section's name too. */
  @Test
  void aRenumberedStaticIsTheSame() {
    assertEquals(List.of(), changes(counting("count.0", "01"), counting("count.1", "01")));
    assertEquals(
        List.of("CHANGED count.1"), changes(counting("count.0", "01"), counting("count.1", "02")));
  }

  private static ObjectBuilder counting(String name, String hex) {
    return anObject()
        .function("f", "48c7c700000000")
        .relocation(3, Reloc.R32S, name, 0)
        .statics()
        .variable(name, hex);
  }
}
