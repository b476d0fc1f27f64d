package io.klpforge.driver.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
  @Test
  void aDumbTerminalIsNotDrawnOver() {
    assertEquals(Display.PLAIN, Terminal.display(Map.of("TERM", "dumb"), () -> 80));
    assertEquals(Display.PLAIN, Terminal.display(Map.of(), () -> 80));
  }

  @Test
  void noColorTakesTheColoursAndLeavesTheBar() {
    Display display = Terminal.display(Map.of("TERM", "xterm", "NO_COLOR", "1"), () -> 80);
    assertTrue(display.redraws());
    assertFalse(display.colours());
    assertTrue(Terminal.display(Map.of("TERM", "xterm", "NO_COLOR", ""), () -> 80).colours());
  }

  @Test
  void theStrongestVariableDecidesOnUnicode() {
    assertTrue(unicode(Map.of("TERM", "xterm", "LANG", "de_DE.UTF-8")));
    assertFalse(unicode(Map.of("TERM", "xterm", "LANG", "de_DE.UTF-8", "LC_ALL", "C")));
    assertFalse(unicode(Map.of("TERM", "xterm")));
  }

  @Test
  void measuresItsWidthAndElseBelievesTheEnvironment() {
    assertEquals(40, columns(Map.of("TERM", "xterm", "COLUMNS", "99"), 40));
    assertEquals(99, columns(Map.of("TERM", "xterm", "COLUMNS", "99"), 0));
    assertEquals(80, columns(Map.of("TERM", "xterm", "COLUMNS", "wide"), 0));
  }

  private static boolean unicode(Map<String, String> environment) {
    return Terminal.display(environment, () -> 80).unicode();
  }

  private static int columns(Map<String, String> environment, int measured) {
    return Terminal.display(environment, () -> measured).columns().getAsInt();
  }
}
