package io.klpforge.driver.cli;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.ExitCode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code klpforge generate-docs}: manual pages and completions, for {@code scripts/install}. */
@Command(
    name = "generate-docs",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Writes manual pages and shell completions, laid out as below share/.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      " 0:done",
      " 2:wrong usage",
      " 4:a file cannot be written",
      "70:a defect of klpforge"
    })
final class GenerateCommand implements Callable<Integer> {
  @Mixin private Speech speech;

  @Spec private CommandSpec command;

  @Parameters(paramLabel = "DIR", description = "Where to write; made if it is not there.")
  private Path directory;

  @Override
  public Integer call() {
    Console console = speech.console();
    CommandSpec program = command.root();
    manual(console, program);
    Manual.subcommands(program).forEach(page -> manual(console, page));
    write(console, "bash-completion/completions/" + program.name(), bash(program));
    write(console, "zsh/site-functions/_" + program.name(), ZshCompletion.of(program));
    return ExitCode.DONE.number();
  }

  private void manual(Console console, CommandSpec page) {
    write(console, "man/man1/" + Manual.name(page) + ".1", Manual.of(page));
  }

  private static String bash(CommandSpec program) {
    return AutoComplete.bash(program.name(), program.commandLine());
  }

  private void write(Console console, String name, String text) {
    Path file = directory.resolve(name);
    Disk.directory(file.getParent());
    Disk.write(file, text);
    console.detail("written: " + file);
  }
}
