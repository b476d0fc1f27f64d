package io.klpforge.driver.cli;

import io.klpforge.driver.report.ExitCode;
import io.klpforge.driver.report.Failure;
import io.klpforge.driver.report.TerminalWriter;
import io.klpforge.driver.report.UsageError;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The program's entry: picks the command and turns its end into an exit status. */
@Command(
    name = "klpforge",
    mixinStandardHelpOptions = true,
    version = "klpforge 0.1.0",
    description = "Turns a kernel source patch into a livepatch module.",
    subcommands = {
      BuildCommand.class,
      BisectCommand.class,
      DiffCommand.class,
      InspectCommand.class,
      ReproduceCommand.class,
      VerifyCommand.class,
      TryCommand.class,
      DoctorCommand.class,
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  private Main() {}

  /** Runs the program and exits with its status. */
  public static void main(String[] args) {
    System.exit(execute(writer(System.out), TerminalWriter.stderr(), args));
  }

  /**
   * Runs the program in this process.
   *
   * @return the exit status, one of {@link ExitCode}'s
   */
  public static int execute(PrintWriter out, PrintWriter err, String... args) {
    CommandLine program =
        new CommandLine(new Main())
            .setOut(out)
            .setErr(err)
            .setParameterExceptionHandler(Main::wrongUsage)
            .setExecutionExceptionHandler(Main::failed);
    int status = guarded(program, args);
    out.flush();
    err.flush();
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
    err.println("klpforge: " + e.getMessage());
    e.getCommandLine().usage(err);
    return ExitCode.USAGE.number();
  }

  private static int failed(Exception e, CommandLine command, ParseResult arguments) {
    PrintWriter err = command.getErr();
    if (e instanceof Failure) {
      err.println("klpforge: " + e.getMessage());
      return ExitCode.FAILED.number();
    }
    if (e instanceof UsageError) {
      err.println("klpforge: " + e.getMessage());
      return ExitCode.USAGE.number();
    }
    return ourBug(err, e);
  }

  private static int ourBug(PrintWriter err, Throwable e) {
    err.println("klpforge: internal error: this is a defect of klpforge, not of your patch");
    err.println("    please report it with the command line and the lines below");
    e.printStackTrace(err);
    return ExitCode.OUR_BUG.number();
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}
