package io.klpforge.driver.cli;

import io.klpforge.driver.report.Console;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command has: a console over the program's streams, and how much is said. */
final class Speech {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = {"-d", "--debug"},
      description = "Print decisions on stderr.")
  private boolean debug;

  /** {@return the console to speak on} */
  Console console() {
    return new Console(command.commandLine().getOut(), command.commandLine().getErr(), debug);
  }
}
