package io.klpforge.diff.layout;

import static io.klpforge.diff.built.ObjectBuilder.anObject;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.built.ObjectBuilder;
import io.klpforge.diff.built.Reloc;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.elf.SymbolType;
import io.klpforge.diff.insn.Disassembler;
import io.klpforge.diff.insn.MissingLibraryException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

final class ReferencesTest {

  private static Site first(ObjectBuilder object) {
    ObjectLayout layout = object.layout();
    return layout.sites(piece(layout, "f")).get(0);
  }

  private static Piece piece(ObjectLayout layout, String name) {
    return layout.pieces().stream()
        .filter(piece -> piece.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** What the first reference of f means: name, addend written, offset meant. */
  private static String meaning(ObjectBuilder object) {
    Target target = first(object).target();
    if (target instanceof Target.InPiece in) {
      return in.piece().name() + " " + in.addend() + " " + in.offset();
    }
    if (target instanceof Target.InString string) {
      return '"' + string.text() + "\" " + string.addend();
    }
    Target.External external = (Target.External) target;
    return external.symbol().name() + " " + external.addend();
  }

  private static ObjectBuilder twoFunctions() {
    return anObject().function(".text", "a", "90c3").function(".text", "b", "9090c3");
  }

  @Test
  void callThroughTheSectionMeansTheFunctionThere() {
    ObjectBuilder call =
        twoFunctions().function("f", "e800000000").relocation(1, Reloc.PC32, ".text", 2 - 4);
    assertEquals("b -4 0", meaning(call));
    assertTrue(first(call).branch());
  }

  /** Another object's may be linked in the place of one of them, as arch/x86 does. */
  @Test
  void eachWeakNameOfAFunctionMeansItself() {
    ObjectBuilder object =
        anObject()
            .weak()
            .function("cpu_show_mds", "c3")
            .symbol("cpu_show_l1tf", SymbolType.FUNC, 0, 1)
            .globals()
            .function("f", "e800000000")
            .call(1, "cpu_show_l1tf");
    assertEquals("cpu_show_l1tf -4", meaning(object));
  }

  /** All alternatives of the object replace by nothing, which the records point at all the same. */
  @Test
  void replacementsOfNoBytesCanBeReferredTo() {
    ObjectLayout layout =
        anObject()
            .table(".altinstr_replacement", "")
            .table(".altinstructions", "0000000000000000000000")
            .relocation(4, Reloc.PC32, ".altinstr_replacement", 0)
            .layout();
    Piece table = layout.pieces().get(1);
    Target.InPiece target = (Target.InPiece) layout.sites(table).get(0).target();
    assertEquals(0, target.piece().size());
  }

  /** gcc's loop bound behind a text, as {@code .LC40+10} in lib/vsprintf.c: never the next text. */
  @Test
  void whatIsBehindALabelledTextIsToldFromItsLabel() {
    ObjectBuilder object =
        anObject()
            .statics()
            .texts("mem", "window")
            .symbol(".LC40", SymbolType.NOTYPE, 0, 0)
            .function("f", "4883f800000000")
            .relocation(3, Reloc.R32S, ".LC40", 6);
    assertEquals("\"mem\" 6", meaning(object));
  }

  @Test
  void callThroughTheNameMeansItsFunction() {
    ObjectBuilder call = twoFunctions().function("f", "e800000000").call(1, "b");
    assertEquals("b -4 0", meaning(call));
  }

  @Test
  void conditionalJumpIsABranchAndAnAddressIsNot() {
    assertTrue(first(anObject().function("f", "0f8400000000").call(2, "g")).branch());
    assertTrue(first(anObject().function("f", "e900000000").call(1, "g")).branch());
    ObjectBuilder lea = anObject().function("f", "488d3d00000000");
    assertFalse(first(lea.relocation(3, Reloc.PC32, "g", -4)).branch());
  }

  @Test
  void leaThroughTheSectionMeansTheVariableThere() {
    ObjectBuilder lea =
        twoVariables().function("f", "488d3d00000000").relocation(3, Reloc.PC32, ".data", 4 - 4);
    assertEquals("b -4 0", meaning(lea));
  }

  private static ObjectBuilder twoVariables() {
    return anObject().variable(".data", "a", "01000000").variable(".data", "b", "02000000");
  }

  /** cmpb $0x7, b(%rip): the distance counts from behind the immediate. */
  @Test
  void oneByteImmediateBehindTheAddressIsCounted() {
    ObjectBuilder compare =
        twoVariables().function("f", "803d 00000000 07").relocation(2, Reloc.PC32, ".data", 4 - 5);
    assertEquals("b -5 0", meaning(compare));
    ObjectBuilder store =
        twoVariables().function("f", "c605 00000000 01").relocation(2, Reloc.PC32, ".data", 4 - 5);
    assertEquals("b -5 0", meaning(store));
  }

  /** cmpl $0x12345678, b(%rip): only a disassembler tells where such an instruction ends. */
  @Test
  void longImmediateBehindTheAddressIsCounted() {
    assumeDisassembler();
    ObjectBuilder compare =
        twoVariables()
            .function("f", "90 813d 00000000 78563412")
            .relocation(3, Reloc.PC32, ".data", 4 - 8);
    assertEquals("b -8 0", meaning(compare));
    ObjectBuilder shortImmediate =
        twoVariables()
            .function("f", "66c705 00000000 3412")
            .relocation(3, Reloc.PC32, ".data", 4 - 6);
    assertEquals("b -6 0", meaning(shortImmediate));
  }

  private static void assumeDisassembler() {
    boolean present = true;
    try {
      Disassembler.x86();
    } catch (MissingLibraryException e) {
      present = false;
    }
    Assumptions.assumeTrue(present, "libcapstone4 is not installed");
  }

  @Test
  void absoluteReferenceMeansItsPlace() {
    ObjectBuilder move =
        twoVariables().function("f", "48c7c700000000").relocation(3, Reloc.R32S, ".data", 4);
    assertEquals("b 0 0", meaning(move));
  }

  @Test
  void endOfAnArrayIsNotTheVariableBehindIt() {
    ObjectBuilder loop =
        anObject()
            .variable("table", "0102")
            .function("f", "4881ff00000000")
            .relocation(3, Reloc.R32S, ".data.table", 2);
    assertEquals("table 2 2", meaning(loop));
    ObjectBuilder named =
        twoVariables().function("f", "4881ff00000000").relocation(3, Reloc.R32S, "a", 4);
    assertEquals("a 4 4", meaning(named));
  }

  @Test
  void textIsWhatItSaysFromThePlaceMeant() {
    ObjectBuilder lea =
        anObject()
            .texts("first", "second")
            .function("f", "488d3d00000000")
            .relocation(3, Reloc.PC32, ".rodata.str1.1", 6 - 4);
    assertEquals("\"second\" -4", meaning(lea));
    ObjectBuilder move =
        anObject()
            .texts("first", "second")
            .function("f", "48c7c700000000")
            .relocation(3, Reloc.R32S, ".rodata.str1.1", 2);
    assertEquals("\"rst\" 0", meaning(move));
  }

  /** {@code "first" + 7} is no part of the text behind it. */
  @Test
  void placeBehindALabelledTextIsThatTexts() {
    ObjectBuilder move =
        anObject()
            .texts("first", "second")
            .symbol(".LC0", SymbolType.NOTYPE, 0, 0)
            .function("f", "48c7c700000000")
            .relocation(3, Reloc.R32S, ".LC0", 7);
    assertEquals("\"first\" 7", meaning(move));
  }

  @Test
  void nothingLiesBeforeTheFirstVariable() {
    ObjectBuilder move =
        twoVariables().function("f", "48c7c700000000").relocation(3, Reloc.R32S, ".data", -4);
    assertEquals("a -4 -4", meaning(move));
  }

  @Test
  void gapBehindAVariableIsItsEnd() {
    ObjectBuilder move =
        anObject()
            .variable(".data", "a", "010203")
            .section(".data", ElfConstants.SHF_ALLOC | ElfConstants.SHF_WRITE, 0, "00")
            .function("f", "48c7c700000000")
            .relocation(3, Reloc.R32S, ".data", 3);
    assertEquals("a 3 3", meaning(move));
  }

  /** L"ab" under -fshort-wchar: the first zero byte is not the end. */
  @Test
  void wideTextEndsAtAZeroUnit() {
    long flags = ElfConstants.SHF_ALLOC | ElfConstants.SHF_MERGE | ElfConstants.SHF_STRINGS;
    ObjectBuilder move =
        anObject()
            .section(".rodata.str2.2", flags, 2, "6100 6200 0000 6300 0000")
            .function("f", "48c7c700000000")
            .relocation(3, Reloc.R32S, ".rodata.str2.2", 0);
    assertEquals("\"a\0b\0\" 0", meaning(move));
  }

  @Test
  void whatTheObjectDoesNotDefineIsExternal() {
    assertEquals("kfree -4", meaning(anObject().function("f", "e800000000").call(1, "kfree")));
  }

  @Test
  void refusesReferencesOutsideTexts() {
    ObjectBuilder move =
        anObject()
            .texts("x")
            .function("f", "48c7c700000000")
            .relocation(3, Reloc.R32S, ".rodata.str1.1", 9);
    MalformedElfException refusal = assertThrows(MalformedElfException.class, () -> meaning(move));
    assertEquals("a reference to .rodata.str1.1+0x9 is outside it", refusal.getMessage());
  }

  @Test
  void refusesARelocationBehindTheFunctionsEnd() {
    ObjectBuilder cut = anObject().function("f", "e80000").call(1, "g");
    assertThrows(MalformedElfException.class, () -> meaning(cut));
  }

  @Test
  void refusesARelocationBehindTheEndOfCodeThatJumpsToADetour() {
    ObjectBuilder cut =
        anObject().function(".altinstr_aux", "q", "90").function("f", "e800000000").call(37, "q");
    MalformedElfException refusal = assertThrows(MalformedElfException.class, cut::layout);
    assertEquals(
        "a relocation of .text.f+0x25 has no bytes there to write to", refusal.getMessage());
  }

  @Test
  void refusesTypesThatKernelCodeNeverHas() {
    ObjectBuilder got = anObject().function("f", "488b0500000000").relocation(3, 22, "g", -4);
    MalformedElfException refusal = assertThrows(MalformedElfException.class, () -> meaning(got));
    assertEquals("relocation type 22 is none that x86-64 kernel code has", refusal.getMessage());
  }
}
