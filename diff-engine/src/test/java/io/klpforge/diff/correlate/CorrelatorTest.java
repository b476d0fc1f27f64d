package io.klpforge.diff.correlate;

import static io.klpforge.diff.built.ObjectBuilder.anObject;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.built.ObjectBuilder;
import io.klpforge.diff.built.Reloc;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CorrelatorTest {

  /** "name=twin" for each named piece of the original that has a twin. */
  private static List<String> twins(ObjectBuilder orig, ObjectBuilder patched) {
    ObjectLayout layout = orig.layout();
    Correlation correlation = Correlator.correlate(layout, patched.layout());
    return layout.pieces().stream()
        .filter(piece -> correlation.patchedTwin(piece).isPresent())
        .map(piece -> piece.name() + "=" + correlation.patchedTwin(piece).map(Piece::name).get())
        .toList();
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
  void leavesClonesThatCannotBeToldApart() {
    ObjectBuilder two =
        anObject().statics().function("f.constprop.0", "90c3").function("f.constprop.1", "90c3");
    ObjectBuilder others =
        anObject().statics().function("f.constprop.4", "90c3").function("f.constprop.5", "90c3");
    assertEquals(List.of(), twins(two, others));
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

  @Test
  void leavesSeveralStaticsOfOneFunctionWhoseOrderChanged() {
    ObjectBuilder orig = anObject().statics().zeroed("n.0", 4).zeroed("n.1", 4);
    ObjectBuilder patched = anObject().statics().zeroed("n.5", 4).zeroed("n.6", 4);
    assertEquals(
        List.of("f=f"), twins(uses(orig, "f", "n.0", "n.1"), uses(patched, "f", "n.6", "n.5")));
  }

  @Test
  void leavesStaticsWhenOneOfSeveralIsGone() {
    ObjectBuilder orig = anObject().statics().zeroed("n.0", 4).zeroed("n.1", 4);
    ObjectBuilder patched = anObject().statics().zeroed("n.5", 4);
    assertEquals(List.of("f=f"), twins(uses(orig, "f", "n.0", "n.1"), uses(patched, "f", "n.5")));
  }

  @Test
  void leavesStaticsOfDifferentSizes() {
    ObjectBuilder orig = anObject().statics().zeroed("n.0", 4).zeroed("n.1", 8);
    ObjectBuilder patched = anObject().statics().zeroed("n.0", 8).zeroed("n.1", 16);
    assertEquals(
        List.of("f=f"), twins(uses(orig, "f", "n.0", "n.1"), uses(patched, "f", "n.0", "n.1")));
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
