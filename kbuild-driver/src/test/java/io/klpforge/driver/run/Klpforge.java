package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * A finished run of the program in this process.
 *
 * @param status its exit status
 * @param out stdout
 * @param err stderr
 */
record Klpforge(int status, String out, String err) {

  /** Runs the program. */
  static Klpforge run(List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        Main.execute(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
    return new Klpforge(status, out.toString(), err.toString());
  }

  /** Runs the program. */
  static Klpforge run(String... arguments) {
    return run(List.of(arguments));
  }

  /** Asserts how it ended, and shows what it said where that is wrong. */
  Klpforge exits(int expected) {
    assertEquals(expected, status, this::toString);
    return this;
  }

  /** Asserts that stderr has each of these texts. */
  Klpforge says(String... texts) {
    for (String text : texts) {
      assertTrue(err.contains(text), () -> "not said: " + text + "\n" + this);
    }
    return this;
  }

  /** Asserts that it failed with one message, of the program's own and without a stack. */
  Klpforge failsSaying(String... texts) {
    exits(4).says(texts);
    long messages = err.lines().filter(line -> line.startsWith("klpforge: ")).count();
    assertEquals(1, messages, this::toString);
    assertTrue(err.lines().noneMatch(line -> line.contains("\tat ")), this::toString);
    return this;
  }

  @Override
  public String toString() {
    return "exit status " + status + "\nstdout:\n" + out + "\nstderr:\n" + err;
  }
}
