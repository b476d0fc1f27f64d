package io.klpforge.driver.cli;

import io.klpforge.driver.report.Display;
import io.klpforge.driver.report.ExitCode;
import io.klpforge.driver.report.Failure;
import io.klpforge.driver.report.Paint;
import io.klpforge.driver.report.Terminal;
import io.klpforge.driver.report.TerminalWriter;
import io.klpforge.driver.report.UsageError;
import io.klpforge.driver.report.Version;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The program's entry: picks the command and turns its end into an exit status. */
@Command(
    name = "klpforge",
    mixinStandardHelpOptions = true,
    version = Version.TEXT,
    description = "Turns a kernel source patch into a livepatch module.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      " 0:done",
      " 1:the patch cannot be live-patched, or does not work; every reason is shown",
      " 2:wrong usage",
      " 3:the patch changes no code of this kernel",
      " 4:a build, tool or file failed",
      "70:a defect of klpforge"
    },
    footer = {"", "klpforge COMMAND --help, or man klpforge-COMMAND, tells the rest."},
    subcommands = {
      BuildCommand.class,
      BisectCommand.class,
      RealFixesCommand.class,
      ConvertCommand.class,
      DiffCommand.class,
      InspectCommand.class,
      MissingCommand.class,
      ReproduceCommand.class,
      VerifyCommand.class,
      TryCommand.class,
      DoctorCommand.class,
      GenerateCommand.class,
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  private Main() {}

  /** Runs the program and exits with its status. */
  public static void main(String[] args) {
    System.exit(execute(writer(System.out, 1), writer(System.err, 2), args));
  }

  /**
   * Runs the program in this process, whose numbers and letters are those of no country from then
   * on: reasons in a manifest must not depend on who builds.
   *
   * @return the exit status, one of {@link ExitCode}'s
   */
  public static int execute(PrintWriter out, PrintWriter err, String... args) {
    Locale.setDefault(Locale.ROOT);
    CommandLine program =
        program()
            .setOut(out)
            .setErr(err)
            .setColorScheme(Help.defaultColorScheme(ansi(out)))
            .setUsageHelpAutoWidth(TerminalWriter.displayOf(out).redraws())
            .setExecutionStrategy(Main::run)
            .setParameterExceptionHandler(Main::wrongUsage)
            .setExecutionExceptionHandler(Main::failed);
    int status = guarded(program, args);
    out.flush();
    err.flush();
    return status;
  }

  /** {@return the program with all its commands} */
  static CommandLine program() {
    return new CommandLine(new Main());
  }

  /** What a run took is remembered if it came to its end. */
  private static int run(ParseResult arguments) {
    int status = new CommandLine.RunLast().execute(arguments);
    for (CommandLine command : arguments.asCommandLineList()) {
      command.getMixins().values().stream()
          .filter(Speech.class::isInstance)
          .map(Speech.class::cast)
          .forEach(Speech::remember);
    }
    return status;
  }

  /** An error of the virtual machine (memory, a damaged jar) must not look like a refused patch. */
  static int guarded(CommandLine program, String... args) {
    try {
      return program.execute(args);
    } catch (Throwable e) {
      return ourBug(program.getErr(), e);
    }
  }

  /** Without a command there is nothing to do but to say what could be done. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }

  private static int wrongUsage(ParameterException e, String[] args) {
    PrintWriter err = e.getCommandLine().getErr();
    err.println(prefix(err) + e.getMessage());
    e.getCommandLine().usage(err, ansi(err));
    return ExitCode.USAGE.number();
  }

  private static int failed(Exception e, CommandLine command, ParseResult arguments) {
    PrintWriter err = command.getErr();
    if (e instanceof Failure) {
      err.println(prefix(err) + e.getMessage());
      return ExitCode.FAILED.number();
    }
    if (e instanceof UsageError) {
      err.println(prefix(err) + e.getMessage());
      return ExitCode.USAGE.number();
    }
    return ourBug(err, e);
  }

  private static String prefix(PrintWriter err) {
    return Paint.ERROR.on(TerminalWriter.displayOf(err), "klpforge:") + " ";
  }

  private static int ourBug(PrintWriter err, Throwable e) {
    err.println(prefix(err) + "internal error: this is a defect of klpforge, not of your patch");
    err.println("    please report it with the command line and the lines below");
    e.printStackTrace(err);
    return ExitCode.OUR_BUG.number();
  }

  /** A writer that knows whether it leads to a terminal. */
  private static PrintWriter writer(PrintStream stream, int descriptor) {
    return new TerminalWriter(
        stream,
        Terminal.device(descriptor)
            .map(device -> Terminal.display(System.getenv(), new TerminalSize(device)))
            .orElse(Display.PLAIN));
  }

  private static Help.Ansi ansi(PrintWriter writer) {
    return TerminalWriter.displayOf(writer).colours() ? Help.Ansi.ON : Help.Ansi.OFF;
  }
}
