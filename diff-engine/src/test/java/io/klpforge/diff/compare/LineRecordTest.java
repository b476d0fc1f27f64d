package io.klpforge.diff.compare;

import static io.klpforge.diff.built.ObjectBuilder.anObject;
import static io.klpforge.diff.compare.Compared.changesBesideLines;
import static io.klpforge.diff.compare.DebugLines.word;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.built.ObjectBuilder;
import io.klpforge.diff.built.Reloc;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Records whose shape is known, so that no debug information is needed. */
final class LineRecordTest {
  private static final String OWN_SECTION = ".data..Lubsan_data1";

  /** What all of UBSAN's data lies in without -fdata-sections. */
  private static final String SHARED = ".data";

  @Test
  void theLineOfACheckIsNoChange() {
    assertEquals(List.of(), changesBesideLines(check(OWN_SECTION, 4, 9), check(OWN_SECTION, 5, 9)));
    assertEquals(List.of(), changesBesideLines(check(SHARED, 4, 9), check(SHARED, 5, 9)));
  }

  @Test
  void whatElseACheckSaysIsAChange() {
    assertEquals(
        List.of("CHANGED f"),
        changesBesideLines(check(OWN_SECTION, 4, 9), check(OWN_SECTION, 4, 8)));
    assertEquals(
        List.of("CHANGED f"), changesBesideLines(check(SHARED, 4, 9), check(SHARED, 4, 8)));
  }

  @Test
  void aNumberInANamedVariableIsAChange() {
    assertEquals(List.of("CHANGED f"), changesBesideLines(limit(4), limit(5)));
  }

  /** A static that ratelimit macros make, though none has a pointer first. */
  private static ObjectBuilder limit(int number) {
    return anObject()
        .texts("x.c")
        .statics()
        .variable(SHARED, "_rs.1", "0000000000000000" + word(number))
        .relocation(0, Reloc.R64, ".rodata.str1.1", 0)
        .globals()
        .function("f", "48c7c700000000c3")
        .relocation(3, Reloc.R32S, "_rs.1", 0);
  }

  /** {@code struct source_location}: file, line, column. */
  private static ObjectBuilder check(String section, int line, int column) {
    return anObject()
        .texts("x.c")
        .section(section, 3, 0, "0000000000000000" + word(line) + word(column))
        .relocation(0, Reloc.R64, ".rodata.str1.1", 0)
        .function("f", "48c7c700000000c3")
        .relocation(3, Reloc.R32S, section, 0);
  }
}
