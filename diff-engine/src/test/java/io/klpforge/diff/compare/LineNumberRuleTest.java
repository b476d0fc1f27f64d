package io.klpforge.diff.compare;

import static io.klpforge.diff.built.ObjectBuilder.anObject;
import static io.klpforge.diff.compare.Compared.changesBesideLines;
import static io.klpforge.diff.compare.DebugLines.word;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.built.ObjectBuilder;
import io.klpforge.diff.built.Reloc;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LineNumberRuleTest {
  private static final List<String> SAME = List.of();
  private static final List<String> CHANGED = List.of("CHANGED f");

  @Test
  void theLineArgumentOfAKnownFunctionMayMove() {
    assertEquals(SAME, known("__might_resched", "be", 40, 41));
    assertEquals(SAME, known("__ext4_warning", "ba", 40, 41));
    assertEquals(CHANGED, known("__might_resched", "ba", 40, 41));
    assertEquals(CHANGED, known("might_resched", "be", 40, 41));
  }

  @Test
  void theLineOfTheFilesOwnFunctionMayMove() {
    assertEquals(SAME, own("__ext4_journal_stop"));
  }

  @Test
  void aCloneOfAKnownFunctionMayHaveOtherArguments() {
    assertEquals(CHANGED, own("__ext4_journal_stop.isra.0"));
    assertEquals(CHANGED, known("__ext4_journal_stop.isra.0", "be", 40, 41));
  }

  private static List<String> own(String callee) {
    ObjectBuilder orig = anObject().function(callee, "c3");
    ObjectBuilder patched = anObject().function(callee, "c3");
    return changesBesideLines(calling(orig, callee, "be", 40), calling(patched, callee, "be", 41));
  }

  private static List<String> known(String callee, String load, int before, int after) {
    return changesBesideLines(
        calling(anObject(), callee, load, before), calling(anObject(), callee, load, after));
  }

  private static ObjectBuilder calling(
      ObjectBuilder object, String callee, String load, int number) {
    return object.function("f", load + word(number) + "e800000000c3").call(6, callee);
  }

  /** ASSERT_RTNL() passes file and line to a function and has a record of the same line. */
  @Test
  void aNumberMayMoveWithTheWarningItIsPassedIn() {
    assertEquals(SAME, changesBesideLines(warning("x.c", 40, 40), warning("x.c", 41, 41)));
  }

  @Test
  void aNumberThatIsNoWarningsLineIsAChangeThoughItMovedAsFar() {
    assertEquals(CHANGED, changesBesideLines(warning("x.c", 100, 40), warning("x.c", 101, 41)));
  }

  @Test
  void aNumberThatIsPassedWithoutAPlaceIsAChangeThoughItIsAWarningsLine() {
    assertEquals(CHANGED, changesBesideLines(warning("x", 40, 40), warning("x", 41, 41)));
  }

  /** Passes a text and a number to a function, then warns. */
  private static ObjectBuilder warning(String text, int number, int line) {
    return anObject()
        .texts(text, "y.c")
        .function("f", "48c7c600000000 ba" + word(number) + "e800000000 0f0bc3")
        .relocation(3, Reloc.R32S, ".rodata.str1.1", 0)
        .call(13, "__warn_printk")
        .table("__bug_table", "0000000000000000" + word(line).substring(0, 4) + "0109")
        .relocation(0, Reloc.PC32, ".text.f", 17)
        .relocation(4, Reloc.PC32, ".rodata.str1.1", text.length() + 1L);
  }

  /** As clang passes {@code __func__}: a text that says the function's name. */
  @Test
  void aNumberNearALineMayMoveWithTheFunctionsName() {
    assertEquals(SAME, changesBesideLines(named("f", 42, 40), named("f", 43, 41)));
    assertEquals(CHANGED, changesBesideLines(named("g", 42, 40), named("g", 43, 41)));
  }

  @Test
  void aNumberFarFromAllLinesIsAChangeThoughTheFunctionsNameIsPassed() {
    assertEquals(CHANGED, changesBesideLines(named("f", 142, 40), named("f", 143, 41)));
  }

  @Test
  void aNumberThatMovedOtherwiseThanTheLinesIsAChange() {
    assertEquals(CHANGED, changesBesideLines(named("f", 42, 40), named("f", 44, 41)));
  }

  /** The number loaded is for a call further behind: EBX keeps it, EDX passes it. */
  @Test
  void aLineMayBeKeptDuringACallButNotPassedAsAnotherArgument() {
    assertEquals(SAME, changesBesideLines(before("bb", 40), before("bb", 41)));
    assertEquals(CHANGED, changesBesideLines(before("ba", 40), before("ba", 41)));
  }

  @Test
  void whatIsKeptDuringACallIsAChangeWithoutDebugInformation() {
    assertEquals(CHANGED, known("__might_sleep", "bb", 40, 41));
  }

  private static ObjectBuilder before(String load, int line) {
    return DebugLines.add(calling(anObject(), "__might_sleep", load, line), "f", line);
  }

  private static ObjectBuilder named(String text, int number, int line) {
    ObjectBuilder object =
        anObject()
            .texts(text)
            .function("f", "48c7c700000000 be" + word(number) + "e800000000c3")
            .relocation(3, Reloc.R32S, ".rodata.str1.1", 0)
            .call(13, "complain");
    return DebugLines.add(object, "f", line);
  }
}
