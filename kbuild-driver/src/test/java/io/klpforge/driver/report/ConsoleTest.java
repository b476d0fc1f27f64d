package io.klpforge.driver.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private static final Display DRAWN = new Display(true, true, false, () -> 40);
  private static final Finding FINDING =
      new Finding("changed-data", Severity.ERROR, "a.o: x", "it changed", "do not");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void quietKeepsFindingsAndTheEndResult() {
    speak(console(Verbosity.QUIET, DRAWN));
    assertEquals("result\n", text(out));
    String finding = "a.o: x: \033[1;31merror\033[0m: it changed\n    do not  [changed-data]";
    assertEquals(String.join("\n", "message", finding, ""), text(err));
  }

  @Test
  void aLogHasLinesOnly() {
    speak(console(Verbosity.NORMAL, Display.PLAIN));
    assertEquals("listing\nresult\n", text(out));
    String finding = "a.o: x: error: it changed\n    do not  [changed-data]";
    String expected =
        String.join("\n", "- link ...", "note", "message", finding, "  link: S s, cpu S s", "");
    assertEquals(expected, text(err).replaceAll("[0-9]+\\.[0-9]", "S"));
  }

  @Test
  void verboseAndDebugAddToIt() {
    speak(console(Verbosity.VERBOSE, Display.PLAIN));
    assertTrue(text(err).contains("\n  detail\n") && !text(err).contains("decision"), text(err));
    speak(console(Verbosity.DEBUG, Display.PLAIN));
    assertTrue(text(err).contains("\n  detail\ndebug: decision\n"), text(err));
  }

  @Test
  void whatIsPrintedTakesTheStatusLineAwayFirst() {
    Console console = console(Verbosity.NORMAL, DRAWN);
    try (Console.Step step = console.step("link");
        Progress progress = console.progress(4)) {
      progress.done("a.o");
      console.draw();
      console.result("result");
      console.draw();
    }
    String line = "\r\033[K\033[?7llink [##......] 1/4 0:00\033[?7h";
    String anew = "\r\033[K";
    String expected = line + anew + line + anew + "  link: S s, cpu S s\n";
    assertEquals(
        expected,
        text(err).replaceAll("[0-9]+\\.[0-9]", "S").replaceAll("#\\[?[#.]*\\]", "##......]"));
  }

  @Test
  void anInnerStepIsShownUntilItEnds() {
    Console console = console(Verbosity.NORMAL, DRAWN);
    try (Console.Step outer = console.step("outer")) {
      try (Console.Step inner = console.step("inner")) {
        console.draw();
      }
      console.draw();
    }
    String shown = text(err);
    assertTrue(shown.indexOf("?7linner") < shown.indexOf("  inner: "), shown);
    assertTrue(shown.indexOf("  inner: ") < shown.indexOf("?7louter"), shown);
  }

  private static void speak(Console console) {
    try (Console.Step step = console.step("link")) {
      console.note("note");
      console.message("message");
      console.detail("detail");
      console.debug("decision");
      console.finding(FINDING);
      console.listing("listing");
      console.result("result");
    }
  }

  private Console console(Verbosity verbosity, Display display) {
    return new Console(writer(out, Display.PLAIN), writer(err, display), verbosity);
  }

  private static PrintWriter writer(ByteArrayOutputStream bytes, Display display) {
    return new TerminalWriter(new PrintStream(bytes, true, StandardCharsets.UTF_8), display);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
