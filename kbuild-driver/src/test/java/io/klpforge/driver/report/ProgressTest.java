package io.klpforge.driver.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final StringWriter err = new StringWriter();

  @Test
  void drawsABarOverAndTakesItAwayOnATerminal() throws InterruptedException {
    try (Progress progress = new Progress(new PrintWriter(err), true, 2)) {
      Thread.sleep(150);
      progress.done("kernel/fork.o");
    }
    String bar = "#".repeat(20) + " ".repeat(20);
    assertEquals("\r\033[K[" + bar + "] 1/2 kernel/fork.o\r\033[K", err.toString());
  }

  @Test
  void staysSilentWhereAShortStepWouldOnlyFillALog() {
    try (Progress progress = new Progress(new PrintWriter(err), false, 2)) {
      progress.done("kernel/fork.o");
    }
    assertTrue(err.toString().isEmpty(), err.toString());
  }
}
