package io.klpforge.diff.correlate;

import static io.klpforge.diff.built.ObjectBuilder.anObject;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.built.ObjectBuilder;
import io.klpforge.diff.built.Reloc;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.special.SpecialTables;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CorrelatorTest {

  /** "name=twin" for each named piece of the original that has a twin. */
  private static List<String> twins(ObjectBuilder orig, ObjectBuilder patched) {
    ObjectLayout layout = orig.layout();
    Correlation correlation = correlate(layout, patched.layout());
    return layout.pieces().stream()
        .filter(piece -> correlation.patchedTwin(piece).isPresent())
        .map(piece -> piece.name() + "=" + correlation.patchedTwin(piece).map(Piece::name).get())
        .toList();
  }

  private static Correlation correlate(ObjectLayout orig, ObjectLayout patched) {
    return Correlator.correlate(
        new Uses(orig, SpecialTables.of(orig)), new Uses(patched, SpecialTables.of(patched)));
  }

  /** A function that loads the addresses of {@code variables}, in that order. */
  private static ObjectBuilder uses(ObjectBuilder object, String function, String... variables) {
    object.globals().function(function, "48c7c700000000".repeat(variables.length));
    for (int i = 0; i < variables.length; i++) {
      object.relocation(7L * i + 3, Reloc.R32S, variables[i], 0);
    }
    return object.statics();
  }

  @Test
  void pairsByTheNameInTheSource() {
    ObjectBuilder orig = anObject().function("f", "c3").variable("v", "01");
    ObjectBuilder patched = anObject().function("g", "c3").variable("v", "02").function("f", "90");
    assertEquals(List.of("f=f", "v=v"), twins(orig, patched));
  }

  @Test
  void aFunctionIsNeverTheTwinOfAVariable() {
    assertEquals(List.of(), twins(anObject().function("x", "c3"), anObject().variable("x", "c3")));
  }

  @Test
  void pairsOptimisedFunctionsWhateverTheirNumber() {
    assertEquals(
        List.of("f.isra.0=f.isra.3"),
        twins(
            anObject().statics().function("f.isra.0", "c3"),
            anObject().statics().function("f.isra.3", "90")));
  }

  @Test
  void anOptimisedFunctionIsNotTheTwinOfThePlainOne() {
    assertEquals(
        List.of(),
        twins(
            anObject().statics().function("f", "c3"),
            anObject().statics().function("f.isra.0", "c3")));
  }

  @Test
  void pairsExchangedClonesByTheirCode() {
    ObjectBuilder orig =
        anObject().statics().function("f.constprop.0", "90c3").function("f.constprop.1", "9090c3");
    ObjectBuilder patched =
        anObject().statics().function("f.constprop.0", "9090c3").function("f.constprop.1", "90c3");
    assertEquals(
        List.of("f.constprop.0=f.constprop.1", "f.constprop.1=f.constprop.0"),
        twins(orig, patched));
  }

  @Test
  void takesClonesThatNothingTellsApartInTheirOrder() {
    ObjectBuilder two =
        anObject().statics().function("f.constprop.0", "90c3").function("f.constprop.1", "90c3");
    ObjectBuilder others =
        anObject().statics().function("f.constprop.4", "90c3").function("f.constprop.5", "90c3");
    assertEquals(
        List.of("f.constprop.0=f.constprop.4", "f.constprop.1=f.constprop.5"), twins(two, others));
  }

  @Test
  void neverTakesVariablesInTheirOrderThatSomethingUses() {
    ObjectBuilder variables = anObject().statics().variable("n.0", "01").variable("n.1", "01");
    assertEquals(List.of("n.0=n.0", "n.1=n.1"), twins(variables, variables));
    ObjectBuilder renamed = anObject().statics().variable("n.0", "01").variable("n.1", "01");
    assertEquals(
        List.of(), twins(uses(variables, "f", "n.0", "n.1"), uses(renamed, "g", "n.0", "n.1")));
  }

  /** Two files linked by ld -r and stripped: the callers tell which of two namesakes is which. */
  @Test
  void pairsNamesakesByTheirCallers() {
    ObjectBuilder orig = namesakes("c3", "c3");
    ObjectBuilder patched = namesakes("90", "c3");
    ObjectLayout before = orig.layout();
    Correlation correlation = correlate(before, patched.layout());
    List<Long> starts =
        before.pieces().stream()
            .filter(piece -> piece.name().equals("jhash"))
            .map(piece -> correlation.patchedTwin(piece).orElseThrow().start())
            .toList();
    assertEquals(List.of(1L, 2L), starts);
  }

  private static ObjectBuilder namesakes(String first, String second) {
    return anObject()
        .function(".text", "pad", "90")
        .statics()
        .function(".text", "jhash", first)
        .function(".text", "jhash", second)
        .globals()
        .function("f", "e800000000")
        .relocation(1, Reloc.PLT32, ".text", -3)
        .function("g", "e800000000")
        .relocation(1, Reloc.PLT32, ".text", -2);
  }

  @Test
  void pairsStaticLocalsRenumberedByGcc() {
    ObjectBuilder orig = uses(anObject().statics().zeroed("__quirk.97", 4), "f", "__quirk.97");
    ObjectBuilder patched = uses(anObject().statics().zeroed("__quirk.101", 4), "f", "__quirk.101");
    assertEquals(List.of("__quirk.97=__quirk.101", "f=f"), twins(orig, patched));
  }

  @Test
  void aStaticOfOneFunctionIsNotTheTwinOfAnothers() {
    ObjectBuilder orig = uses(anObject().statics().zeroed("count.0", 4), "f", "count.0");
    ObjectBuilder patched = uses(anObject().statics().zeroed("count.0", 4), "g", "count.0");
    assertEquals(List.of(), twins(orig, patched));
  }

  @Test
  void pairsStaticsOfOneNameByTheFunctionsThatUseThem() {
    ObjectBuilder orig = anObject().statics().zeroed("count.0", 4).zeroed("count.1", 4);
    uses(uses(orig, "f", "count.0"), "g", "count.1");
    ObjectBuilder patched = anObject().statics().zeroed("count.0", 4).zeroed("count.1", 4);
    uses(uses(patched, "f", "count.1"), "g", "count.0");
    assertEquals(List.of("count.0=count.1", "count.1=count.0", "f=f", "g=g"), twins(orig, patched));
  }

  @Test
  void pairsSeveralStaticsOfOneFunctionInTheirOrder() {
    ObjectBuilder orig = anObject().statics().zeroed("n.0", 4).zeroed("n.1", 4);
    ObjectBuilder patched = anObject().statics().zeroed("n.5", 4).zeroed("n.6", 4);
    assertEquals(
        List.of("n.0=n.5", "n.1=n.6", "f=f"),
        twins(uses(orig, "f", "n.0", "n.1"), uses(patched, "f", "n.5", "n.6")));
  }

  /** Equal code means equal uses, whatever the compiler numbered in which order. */
  @Test
  void pairsStaticsOfAnUnchangedFunctionPlaceByPlace() {
    ObjectBuilder orig = anObject().statics().zeroed("n.0", 4).zeroed("n.1", 4);
    ObjectBuilder patched = anObject().statics().zeroed("n.5", 4).zeroed("n.6", 4);
    assertEquals(
        List.of("n.0=n.6", "n.1=n.5", "f=f"),
        twins(uses(orig, "f", "n.0", "n.1"), uses(patched, "f", "n.6", "n.5")));
  }

  @Test
  void leavesSeveralStaticsOfAChangedFunctionWhoseOrderChanged() {
    ObjectBuilder orig = anObject().statics().zeroed("n.0", 4).zeroed("n.1", 4);
    ObjectBuilder patched = anObject().statics().zeroed("n.5", 4).zeroed("n.6", 4);
    assertEquals(
        List.of("f=f"),
        twins(uses(orig, "f", "n.0", "n.1"), uses(patched, "f", "n.6", "n.5", "n.6")));
  }

  @Test
  void leavesStaticsWhenOneOfSeveralIsGone() {
    ObjectBuilder orig = anObject().statics().zeroed("n.0", 4).zeroed("n.1", 4);
    ObjectBuilder patched = anObject().statics().zeroed("n.5", 4);
    assertEquals(List.of("f=f"), twins(uses(orig, "f", "n.0", "n.1"), uses(patched, "f", "n.5")));
  }

  @Test
  void leavesStaticsOfDifferentSizesInAChangedFunction() {
    ObjectBuilder orig = anObject().statics().zeroed("n.0", 4).zeroed("n.1", 8);
    ObjectBuilder patched = anObject().statics().zeroed("n.0", 8).zeroed("n.1", 16);
    assertEquals(
        List.of("f=f"),
        twins(uses(orig, "f", "n.0", "n.1"), uses(patched, "f", "n.0", "n.1", "n.0")));
  }

  /** One was removed before another of the same name was added: counts and order agree. */
  @Test
  void leavesStaticsThatAreUsedAmidWhatSurroundedAnother() {
    ObjectBuilder orig = anObject().statics().zeroed("n.0", 4).zeroed("n.1", 4);
    ObjectBuilder patched = anObject().statics().zeroed("n.0", 4).zeroed("n.1", 4);
    assertEquals(
        List.of("f=f"),
        twins(
            uses(orig, "f", "a", "n.0", "b", "n.1", "c"),
            uses(patched, "f", "b", "n.0", "c", "n.1", "d")));
  }

  @Test
  void pairsStaticsOfAChangedFunctionThatKeptTheirSurroundings() {
    ObjectBuilder orig = anObject().statics().zeroed("n.0", 4).zeroed("n.1", 4);
    ObjectBuilder patched = anObject().statics().zeroed("n.3", 4).zeroed("n.4", 4);
    assertEquals(
        List.of("n.0=n.3", "n.1=n.4", "f=f"),
        twins(
            uses(orig, "f", "a", "n.0", "b", "n.1", "c"),
            uses(patched, "f", "a", "n.3", "new", "b", "n.4", "c")));
  }

  @Test
  void pairsAStaticThatWentWithItsFunctionIntoTheCaller() {
    ObjectBuilder orig = anObject().statics().zeroed("n.0", 4).zeroed("n.1", 4);
    uses(uses(uses(orig, "inlined", "n.0"), "f", "inlined"), "g", "n.1");
    ObjectBuilder patched = anObject().statics().zeroed("n.0", 4).zeroed("n.1", 4);
    uses(uses(patched, "f", "n.1", "x"), "g", "n.0", "y");
    assertEquals(List.of("n.0=n.1", "n.1=n.0", "f=f", "g=g"), twins(orig, patched));
  }

  @Test
  void pairsStaticsThatMovedIntoAPartOfTheirFunction() {
    ObjectBuilder orig = anObject().statics().zeroed("n.0", 4).zeroed("n.1", 4);
    uses(uses(orig, "f", "n.0"), "g", "n.1");
    ObjectBuilder patched = anObject().statics().zeroed("n.0", 4).zeroed("n.1", 4);
    uses(uses(uses(patched, "f.part.0", "n.1"), "f", "f.part.0"), "g.cold", "n.0");
    uses(patched, "g", "g.cold");
    assertEquals(List.of("n.0=n.1", "n.1=n.0", "f=f", "g=g"), twins(orig, patched));
  }

  @Test
  void pairsFourStaticsOfOneNameByTheirFunctions() {
    ObjectBuilder orig = anObject().statics();
    ObjectBuilder patched = anObject().statics();
    for (int i = 0; i < 4; i++) {
      uses(orig.statics().zeroed("n." + i, 4), "f" + i, "n." + i);
      uses(patched.statics().zeroed("n." + (3 - i), 4), "f" + i, "x", "n." + (3 - i));
    }
    assertEquals(
        List.of("n.0=n.3", "f0=f0", "n.1=n.2", "f1=f1", "n.2=n.1", "f2=f2", "n.3=n.0", "f3=f3"),
        twins(orig, patched));
  }

  /** clang: an inner static that comes first takes over the name of the one that was alone. */
  @Test
  void aNameOfClangsThatMayHaveMovedOnProvesNothing() {
    ObjectBuilder orig = uses(anObject().statics().zeroed("f.count", 4), "f", "f.count");
    ObjectBuilder patched = anObject().statics().zeroed("f.count", 4).zeroed("f.count.1", 4);
    assertEquals(List.of("f=f"), twins(orig, uses(patched, "f", "f.count", "f.count.1")));
    assertEquals(List.of("f.count=f.count", "f=f"), twins(orig, orig));
  }

  @Test
  void pairsClangsStaticsOfAFunctionThatWasRenamed() {
    ObjectBuilder orig = uses(anObject().statics().zeroed("f.count", 4), "f", "f.count");
    uses(orig, "main", "f");
    ObjectBuilder patched = uses(anObject().statics().zeroed("g.count", 4), "g", "g.count");
    uses(patched, "main", "g");
    assertEquals(List.of("f.count=g.count", "main=main"), twins(orig, patched));
  }

  @Test
  void pairsLiteralsByTheTablesThatHoldThem() {
    assertEquals(
        List.of(
            "__compound_literal.0=__compound_literal.1",
            "__compound_literal.1=__compound_literal.0",
            "a=a",
            "b=b"),
        twins(literals("0", "1"), literals("1", "0")));
  }

  private static ObjectBuilder literals(String ofA, String ofB) {
    return anObject()
        .statics()
        .variable("__compound_literal.0", "01")
        .variable("__compound_literal.1", "01")
        .globals()
        .variable("a", "0000000000000000")
        .relocation(0, Reloc.R64, "__compound_literal." + ofA, 0)
        .variable("b", "0000000000000000")
        .relocation(0, Reloc.R64, "__compound_literal." + ofB, 0);
  }

  @Test
  void pairsTheKeysOfStaticBranchesByTheFunctionsThatHaveThem() {
    assertEquals(
        List.of("key.0=key.1", "key.1=key.0", "f=f", "g=g"),
        twins(branches("key.0", "key.1"), branches("key.1", "key.0")));
  }

  private static ObjectBuilder branches(String ofF, String ofG) {
    return anObject()
        .statics()
        .variable("key.0", "01")
        .variable("key.1", "01")
        .globals()
        .function("f", "9090c3")
        .function("g", "9090c3")
        .table("__jump_table", "00".repeat(32))
        .relocation(0, Reloc.PC32, ".text.f", 0)
        .relocation(4, Reloc.PC32, ".text.f", 1)
        .relocation(8, Reloc.R64, ofF, 0)
        .relocation(16, Reloc.PC32, ".text.g", 0)
        .relocation(20, Reloc.PC32, ".text.g", 1)
        .relocation(24, Reloc.R64, ofG, 0);
  }

  @Test
  void pairsColdPartsByTheirFunctions() {
    ObjectBuilder orig =
        anObject()
            .statics()
            .function("f.constprop.0", "90c3")
            .function("f.constprop.1", "9090c3")
            .function("f.constprop.0.cold", "c3")
            .function("f.constprop.1.cold", "c3");
    ObjectBuilder patched =
        anObject()
            .statics()
            .function("f.constprop.0", "9090c3")
            .function("f.constprop.1", "90c3")
            .function("f.constprop.0.cold", "c3")
            .function("f.constprop.1.cold", "c3");
    assertEquals(
        List.of(
            "f.constprop.0=f.constprop.1",
            "f.constprop.1=f.constprop.0",
            "f.constprop.0.cold=f.constprop.1.cold",
            "f.constprop.1.cold=f.constprop.0.cold"),
        twins(orig, patched));
  }

  @Test
  void pairsClonesOfClonesWhateverTheirNumbers() {
    assertEquals(
        List.of("f.constprop.0.isra.0=f.constprop.2.isra", "g.part.0.cold.3=g.part.1.cold"),
        twins(
            anObject()
                .statics()
                .function("f.constprop.0.isra.0", "c3")
                .function("g.part.0.cold.3", "c3"),
            anObject()
                .statics()
                .function("f.constprop.2.isra", "90")
                .function("g.part.1.cold", "90")));
  }

  @Test
  void staticsOfSeveralFilesStayInTheirFiles() {
    ObjectBuilder orig = anObject().statics();
    orig.file("a.c").zeroed("state", 4).file("b.c").zeroed("count", 4);
    ObjectBuilder patched = anObject().statics();
    patched.file("a.c").zeroed("count", 4).file("b.c").zeroed("state", 4).zeroed("count", 4);
    assertEquals(List.of("count=count"), twins(orig, patched));
  }

  @Test
  void twoFilesOfOneNameAreToldApartByTheirOrder() {
    ObjectBuilder orig = anObject().statics();
    orig.file("core.c").function(".text.a", "init", "90").file("core.c");
    orig.function(".text.b", "init", "c3");
    ObjectBuilder patched = anObject().statics();
    patched.file("core.c").function(".text.a", "init", "9090").file("core.c");
    patched.function(".text.b", "init", "c3");
    ObjectLayout before = orig.layout();
    ObjectLayout after = patched.layout();
    Correlation correlation = correlate(before, after);
    for (int i = 0; i < 2; i++) {
      assertEquals(
          after.pieces().get(i), correlation.patchedTwin(before.pieces().get(i)).orElseThrow());
    }
  }

  @Test
  void pairsWhatBecameStatic() {
    ObjectBuilder orig = anObject().file("a.c").file("b.c").function("f", "c3");
    ObjectBuilder patched = anObject().file("a.c").file("b.c").statics().function("f", "90");
    assertEquals(List.of("f=f"), twins(orig, patched));
  }

  @Test
  void pairsPromotedNamesByTheHashOfTheirFile() {
    ObjectBuilder orig =
        anObject()
            .function("c_start.llvm.11", "90c3")
            .function("c_start.llvm.22", "90c3")
            .function("show.llvm.11", "90")
            .function("c_stop.llvm.55", "90");
    ObjectBuilder patched =
        anObject()
            .function("c_start.llvm.44", "90c3")
            .function("c_start.llvm.33", "90c3")
            .function("show.llvm.33", "c3")
            .function("c_stop.llvm.55", "c3");
    assertEquals(
        List.of(
            "c_start.llvm.11=c_start.llvm.33",
            "c_start.llvm.22=c_start.llvm.44",
            "show.llvm.11=show.llvm.33",
            "c_stop.llvm.55=c_stop.llvm.55"),
        twins(orig, patched));
  }

  @Test
  void whatMacrosMakeHasNoTwin() {
    ObjectBuilder object =
        uses(anObject().statics().constant("__func__.0", "6600"), "f", "__func__.0");
    assertEquals(List.of("f=f"), twins(object, object));
  }

  @Test
  void aColdPartUsesForItsFunction() {
    ObjectBuilder orig = uses(anObject().statics().zeroed("count.0", 4), "f.cold", "count.0");
    ObjectBuilder patched = uses(anObject().statics().zeroed("count.3", 4), "f", "count.3");
    assertEquals(List.of("count.0=count.3"), twins(orig, patched));
  }
}
