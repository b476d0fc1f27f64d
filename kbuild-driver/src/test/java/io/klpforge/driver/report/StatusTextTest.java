package io.klpforge.driver.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class StatusTextTest {
  private static final OptionalDouble UNKNOWN = OptionalDouble.empty();

  @Test
  void showsBarPartsTimeAndWhatIsLeft() {
    StatusText text = text(5, 20, OptionalDouble.of(15));
    assertEquals(
        "compile 20 objects [#######.......................] 5/20 0:05, ~0:15 left",
        text.line(80, false));
  }

  @Test
  void namesTheLastPartWhereThereIsRoom() {
    assertTrue(text(5, 20, OptionalDouble.of(15)).line(120, true).endsWith(" left kernel/fork.o"));
  }

  @Test
  void saysNothingOfTheEndWhereItIsUnknown() {
    String line = text(0, 0, UNKNOWN).line(80, false);
    assertFalse(line.contains("left") || line.contains("["), line);
  }

  @Test
  void neverFillsALineHoweverNarrow() {
    for (int columns = 1; columns <= 200; columns++) {
      String line = text(5, 20, OptionalDouble.of(15)).line(columns, true);
      assertTrue(line.length() < Math.max(2, columns), columns + ": " + line);
    }
  }

  @Test
  void keepsTheTimeAndCutsTheNameInFortyColumns() {
    StatusText text =
        new StatusText(
            "try /home/someone/livepatch-proc-cmdline.ko in a virtual machine",
            "",
            0,
            0,
            4,
            OptionalDouble.of(7));
    assertEquals(
        "try /home/someone/.. 0:04, ~0:07 left".substring(0, 16),
        text.line(40, false).substring(0, 16));
    assertTrue(text.line(40, false).endsWith(".. 0:04, ~0:07 left"), text.line(40, false));
  }

  @Test
  void isAsciiOnlyWhereNoMoreIsShown() {
    assertTrue(text(5, 20, UNKNOWN).line(80, false).chars().allMatch(c -> c < 127));
    assertTrue(text(5, 20, UNKNOWN).line(80, true).contains("\u2588"));
  }

  @Test
  void aNameCannotMoveTheCursor() {
    StatusText text = new StatusText("a\033[2Jb", "c\rd", 0, 0, 0, UNKNOWN);
    assertEquals("a?[2Jb | 0:00 c?d", text.line(80, false));
  }

  @Test
  void isOneLineInALog() {
    assertEquals("  5 of 20, about 1:05 left", text(5, 20, OptionalDouble.of(65)).plain());
    assertEquals("  5 of 20 ...", text(5, 20, UNKNOWN).plain());
    assertEquals("  5 done ...", text(5, 0, UNKNOWN).plain());
  }

  private static StatusText text(int done, int total, OptionalDouble remaining) {
    return new StatusText("compile 20 objects", "kernel/fork.o", done, total, 5, remaining);
  }
}
