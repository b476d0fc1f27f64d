package io.klpforge.driver.command;

import io.klpforge.driver.report.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteException;
import org.apache.commons.exec.ExecuteWatchdog;
import org.apache.commons.exec.PumpStreamHandler;
import org.apache.commons.exec.environment.EnvironmentUtils;

/**
 * The one door to external programs; the only user of commons-exec.
 *
 * <p>A program still running when this process ends, Ctrl-C included, is ended with everything it
 * started.
 */
public final class CommandRunner {
  private static final Duration FOREVER = ExecuteWatchdog.INFINITE_TIMEOUT_DURATION;

  /** The watchdog takes no time at all for all the time in the world. */
  private static final Duration LEAST = Duration.ofMillis(1);

  private final Optional<Instant> end;

  /** Runs programs however long they take. */
  public CommandRunner() {
    this(Optional.empty());
  }

  private CommandRunner(Optional<Instant> end) {
    this.end = end;
  }

  /** {@return a runner that ends what is still running when {@code limit} from now is over} */
  public static CommandRunner within(Duration limit) {
    return new CommandRunner(Optional.of(Instant.now().plus(limit)));
  }

  /**
   * Runs a program to its end.
   *
   * @return its status and output, whatever the status
   * @throws Failure if the program could not be started or its log could not be written
   */
  public CommandResult run(Command command) {
    return run(command, end.map(CommandRunner::untilThen).orElse(FOREVER));
  }

  private static Duration untilThen(Instant end) {
    Duration left = Duration.between(Instant.now(), end);
    return left.compareTo(LEAST) < 0 ? LEAST : left;
  }

  /**
   * Runs a program, and ends it when it takes longer than {@code limit}.
   *
   * @throws Failure as {@link #run(Command)}, and when the limit is reached
   */
  public CommandResult run(Command command, Duration limit) {
    ByteArrayOutputStream memory = new ByteArrayOutputStream();
    try (OutputStream sink = command.log().isPresent() ? append(command.log().get()) : memory) {
      int status = execute(command, sink, limit);
      return new CommandResult(status, memory.toString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new Failure(command.program() + ": could not be run: " + reason(e), e);
    }
  }

  /**
   * Runs a program that must succeed.
   *
   * @return what it printed
   * @throws Failure with the command, its status and the end of its output, if the status is not 0
   */
  public String check(Command command) {
    CommandResult result = run(command);
    if (!result.succeeded()) {
      throw failed(command, result);
    }
    return result.output();
  }

  /** {@return the failure to throw for a program that ended with {@code result}} */
  public static Failure failed(Command command, CommandResult result) {
    String where = command.log().map(log -> "\n    log: " + log).orElse("");
    return new Failure(
        command.program()
            + ": exit status "
            + result.status()
            + "\n    command: "
            + command.line()
            + where
            + tail(command.log(), result.output()));
  }

  private static int execute(Command command, OutputStream sink, Duration limit)
      throws IOException {
    ExecuteWatchdog watchdog = ExecuteWatchdog.builder().setTimeout(limit).get();
    DefaultExecutor executor =
        DefaultExecutor.builder().setWorkingDirectory(command.directory().toFile()).get();
    executor.setStreamHandler(new PumpStreamHandler(sink));
    executor.setWatchdog(watchdog);
    executor.setExitValues(null);
    executor.setProcessDestroyer(RunningPrograms.INSTANCE);
    CommandLine line = new CommandLine(command.program());
    command.arguments().forEach(argument -> line.addArgument(argument, false));
    int status = ended(executor, line, environment(command));
    if (watchdog.killedProcess()) {
      throw new Failure(command.program() + ": ended after " + limit.toSeconds() + " s");
    }
    return status;
  }

  private static int ended(
      DefaultExecutor executor, CommandLine line, Map<String, String> environment)
      throws IOException {
    try {
      return executor.execute(line, environment);
    } catch (ExecuteException e) {
      return e.getExitValue();
    }
  }

  private static Map<String, String> environment(Command command) throws IOException {
    Map<String, String> all = new HashMap<>(EnvironmentUtils.getProcEnvironment());
    all.put("LC_ALL", "C");
    all.put(Strays.MARK, "1");
    all.putAll(command.environment());
    return all;
  }

  private static OutputStream append(Path log) throws IOException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    return Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String tail(Optional<Path> log, String output) {
    List<String> lines = output.lines().toList();
    if (log.isPresent()) {
      try {
        lines = new String(Files.readAllBytes(log.get()), StandardCharsets.UTF_8).lines().toList();
      } catch (IOException e) {
        lines = List.of("(the log could not be read: " + reason(e) + ")");
      }
    }
    List<String> last = lines.subList(Math.max(0, lines.size() - 15), lines.size());
    return last.isEmpty() ? "" : "\n    | " + String.join("\n    | ", last);
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
