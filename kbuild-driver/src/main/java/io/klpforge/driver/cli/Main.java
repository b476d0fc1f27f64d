package io.klpforge.driver.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program's entry: picks the command and turns its end into an exit status. */
@Command(name = "klpforge", mixinStandardHelpOptions = true, version = "klpforge 0.1.0")
public final class Main {
  private Main() {}

  /** Runs the program and exits with its status. */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, java.nio.charset.StandardCharsets.UTF_8);
    System.exit(new CommandLine(new Main()).setOut(out).execute(args));
  }
}
