package io.klpforge.driver.kbuild;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.Command;
import io.klpforge.driver.command.CommandResult;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.report.CompileFailure;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs {@link Make} calls, showing progress, and turns a failed one into what a person needs. */
record KernelMake(CommandRunner runner, Console console) {

  /**
   * Runs a call to its end.
   *
   * @param what the step in a few words, for messages
   * @param log where its output is appended
   * @throws Failure with the compiler's or make's error lines
   */
  void run(String what, Command call, Path log, int expected) {
    Command logged = call.loggedTo(log);
    console.detail(logged.line());
    int before = Files.exists(log) ? Disk.bytes(log).length : 0;
    CommandResult result = watched(logged, log, expected);
    if (!result.succeeded()) {
      throw failure(what, logged, result, BuildErrors.in(log, before));
    }
  }

  /** Runs a call whose success shows in the files it makes. */
  void tryRun(Command call, Path log) {
    CommandResult result = runner.run(call.loggedTo(log));
    console.detail("exit status " + result.status() + ": " + log);
  }

  private CommandResult watched(Command call, Path log, int expected) {
    MakeProgress progress = new MakeProgress(log, expected, console);
    try {
      return runner.run(call);
    } finally {
      progress.close();
    }
  }

  private static Failure failure(
      String what, Command call, CommandResult result, List<String> errors) {
    if (errors.isEmpty()) {
      return CommandRunner.failed(call, result);
    }
    Path log = call.log().orElseThrow();
    return new CompileFailure(
        what + ": failed\n    " + String.join("\n    ", errors) + "\n    log: " + log);
  }
}
