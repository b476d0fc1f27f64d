package io.klpforge.driver.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes to a terminal: what is there can be drawn over. */
public final class TerminalWriter extends PrintWriter {
  /** Standard error as the system knows it. */
  private static final Path STDERR = Path.of("/proc/self/fd/2");

  private TerminalWriter(OutputStream stream) {
    super(stream, true, StandardCharsets.UTF_8);
  }

  /** {@return a writer to standard error}, one of these if that is a terminal */
  public static PrintWriter stderr() {
    return isTerminal()
        ? new TerminalWriter(System.err)
        : new PrintWriter(System.err, true, StandardCharsets.UTF_8);
  }

  private static boolean isTerminal() {
    try {
      String file = Files.readSymbolicLink(STDERR).toString();
      return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
