package io.klpforge.driver.cli;

import io.klpforge.driver.command.Command;
import io.klpforge.driver.command.CommandResult;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.report.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How wide a terminal is, by {@code stty}; asked again after two seconds, for it may be resized.
 *
 * <p>A signal (SIGWINCH) would tell at once, but Java has no supported way to receive one.
 */
final class TerminalSize implements IntSupplier {
  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final long VALID = 2_000_000_000L;

  /** Rows and columns. */
  private static final Pattern ANSWER = Pattern.compile("[0-9]+ ([0-9]{1,4})\\s*");

  private final Path device;
  private int columns;
  private long asked;

  TerminalSize(Path device) {
    this.device = device;
  }

  /** {@return columns; 0 if the terminal does not tell} */
  @Override
  public synchronized int getAsInt() {
    long now = System.nanoTime();
    if (asked == 0 || now - asked > VALID) {
      columns = ask();
      asked = now;
    }
    return columns;
  }

  private int ask() {
    Command stty = Command.of(Path.of("/"), "stty", "-F", device.toString(), "size");
    try {
      CommandResult result = new CommandRunner().run(stty, LIMIT);
      Matcher answer = ANSWER.matcher(result.output());
      return result.succeeded() && answer.matches() ? Integer.parseInt(answer.group(1)) : 0;
    } catch (Failure e) {
      return 0;
    }
  }
}
