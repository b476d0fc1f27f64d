package io.klpforge.diff.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class QuotedTextTest {
  @Test
  void staysOnOneLine() {
    assertEquals("\"\\0016done\\n\"", QuotedText.of("\0016done\n"));
  }

  @Test
  void isCutWhereItGetsLong() {
    assertEquals("\"" + "a".repeat(40) + "...\"", QuotedText.of("a".repeat(50)));
  }

  @Test
  void twoThatBeginAlikeAreToldApart() {
    String same = "b".repeat(50);
    assertEquals("\"..." + "b".repeat(16) + "left\"", QuotedText.of(same + "left", same + "right"));
    assertEquals("\"..." + "b".repeat(16) + "\"", QuotedText.of(same, same + "right"));
  }

  @Test
  void twoThatDifferEarlyAreShownFromTheBeginning() {
    assertEquals("\"on\"", QuotedText.of("on", "off"));
  }
}
