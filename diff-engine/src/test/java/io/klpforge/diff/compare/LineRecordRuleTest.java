package io.klpforge.diff.compare;

import static io.klpforge.diff.built.ObjectBuilder.anObject;
import static io.klpforge.diff.compare.Compared.changesBesideLines;
import static io.klpforge.diff.compare.DebugLines.word;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.built.ObjectBuilder;
import io.klpforge.diff.built.Reloc;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Records that macros make, such as the {@code _entry} of printk's index. */
final class LineRecordRuleTest {
  private static final String FILE = "fs/x.c";

  @Test
  void aRecordsLineMayMoveAsItsUsersLinesDid() {
    assertEquals(List.of(), changesBesideLines(record(FILE, 40, 40), record(FILE, 41, 41)));
  }

  @Test
  void theLineMayBeTheEndOfALongUse() {
    assertEquals(List.of(), changesBesideLines(record(FILE, 42, 40), record(FILE, 43, 41)));
  }

  @Test
  void aNumberThatMovedOtherwiseIsAChange() {
    assertEquals(
        List.of("CHANGED f"), changesBesideLines(record(FILE, 40, 40), record(FILE, 42, 41)));
  }

  @Test
  void aNumberFarFromTheUsersLinesIsAChange() {
    assertEquals(
        List.of("CHANGED f"), changesBesideLines(record(FILE, 140, 40), record(FILE, 141, 41)));
  }

  @Test
  void aNumberInARecordWithoutAPlaceIsAChange() {
    assertEquals(
        List.of("CHANGED f"), changesBesideLines(record("x", 40, 40), record("x", 41, 41)));
  }

  @Test
  void withoutDebugInformationItIsAChange() {
    assertEquals(List.of("CHANGED f"), changesBesideLines(record(FILE, 40), record(FILE, 41)));
  }

  /** A pointer to a text, then a number; used by a function of those lines. */
  private static ObjectBuilder record(String text, int number, int... lines) {
    ObjectBuilder object =
        anObject()
            .texts(text)
            .statics()
            .constant("_entry.1", "0000000000000000" + word(number) + "00000000")
            .relocation(0, Reloc.R64, ".rodata.str1.1", 0)
            .globals()
            .function("f", "48c7c700000000c3")
            .relocation(3, Reloc.R32S, "_entry.1", 0);
    return lines.length == 0 ? object : DebugLines.add(object, "f", lines);
  }
}
