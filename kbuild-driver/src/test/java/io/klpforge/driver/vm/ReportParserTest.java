package io.klpforge.driver.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportParserTest {

  @Test
  void readsOutputStatusAndLogOfEachStep() {
    GuestReport report =
        parse(
            "@@klpforge begin one/load",
            "printed",
            "",
            "@@klpforge log one/load 1",
            "[ 1.0] logged",
            "@@klpforge end one/load",
            "@@klpforge begin two/look",
            "",
            "@@klpforge log two/look 0",
            "@@klpforge end two/look",
            "@@klpforge done");
    assertEquals(
        List.of(
            new StepResult("one", "load", true, 1, "printed\n", "[ 1.0] logged\n"),
            new StepResult("two", "look", true, 0, "", "")),
        report.steps());
    assertTrue(report.done());
  }

  @Test
  void keepsAnOutputWhoseLastLineDoesNotEnd() {
    GuestReport report =
        parse("@@klpforge begin a/b", "no newline", "@@klpforge log a/b 0", "@@klpforge end a/b");
    assertEquals("no newline\n", report.steps().get(0).output());
  }

  @Test
  void keepsWhatAStepSaidBeforeTheGuestDied() {
    GuestReport report = parse("@@klpforge begin a/b", "last words");
    assertEquals(List.of(new StepResult("a", "b", false, -1, "last words\n", "")), report.steps());
    assertFalse(report.done());
  }

  @Test
  void tellsTheDeathWhileTheLogWasWritten() {
    GuestReport report =
        parse("@@klpforge begin a/b", "out", "@@klpforge log a/b 0", "[ 1.0] half");
    assertEquals(
        List.of(new StepResult("a", "b", false, -1, "out\n", "[ 1.0] half\n")), report.steps());
  }

  @Test
  void takesATornMarkerForText() {
    GuestReport report = parse("@@klpforge begin a/b", "@@klpforge log a/b");
    assertEquals("@@klpforge log a/b\n", report.steps().get(0).output());
  }

  private static GuestReport parse(String... lines) {
    return ReportParser.parse(String.join("\n", lines), "");
  }
}
