package io.klpforge.driver.cli;

import io.klpforge.driver.cache.Cache;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.PhaseTimes;
import io.klpforge.driver.report.UsageError;
import io.klpforge.driver.report.Verbosity;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command has: a console over the program's streams, and how much is said. */
final class Speech {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print only findings, errors and the end result.")
  private boolean quiet;

  @Option(
      names = "--verbose",
      description = "Print also what each step does: commands run, logs written.")
  private boolean verbose;

  @Option(
      names = {"-d", "--debug"},
      description = "Print also each decision, for whoever hunts a defect.")
  private boolean debug;

  private Optional<PhaseTimes> times = Optional.empty();

  /** {@return the console to speak on} */
  Console console() {
    PhaseTimes remembered = PhaseTimes.of(cache().root().resolve("phase-times"));
    times = Optional.of(remembered);
    return new Console(
        command.commandLine().getOut(), command.commandLine().getErr(), verbosity(), remembered);
  }

  /** Makes the durations of a run last that came to its end. */
  void remember() {
    times.ifPresent(PhaseTimes::keep);
  }

  private Verbosity verbosity() {
    if (quiet && (verbose || debug)) {
      throw new UsageError("--quiet: not together with --verbose or --debug");
    }
    if (debug) {
      return Verbosity.DEBUG;
    }
    return verbose ? Verbosity.VERBOSE : quiet ? Verbosity.QUIET : Verbosity.NORMAL;
  }

  /** {@return where what is expensive to make is kept} */
  static Cache cache() {
    return Cache.of(System.getenv(), Path.of(System.getProperty("user.home")));
  }
}
