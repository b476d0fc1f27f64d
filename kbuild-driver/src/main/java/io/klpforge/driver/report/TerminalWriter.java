package io.klpforge.driver.report;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** A writer that knows what can be shown where it leads to. */
public final class TerminalWriter extends PrintWriter {
  private final Display display;

  /** A writer over one of the standard streams. */
  public TerminalWriter(PrintStream stream, Display display) {
    super(stream, true, StandardCharsets.UTF_8);
    this.display = display;
  }

  /** {@return what can be shown behind any writer}: {@link Display#PLAIN} if it does not say */
  public static Display displayOf(PrintWriter writer) {
    return writer instanceof TerminalWriter terminal ? terminal.display : Display.PLAIN;
  }
}
