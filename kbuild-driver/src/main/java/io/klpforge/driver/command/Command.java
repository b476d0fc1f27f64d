package io.klpforge.driver.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One run of an external program, as values.
 *
 * @param program name looked up in {@code PATH}, or a path
 * @param arguments passed as they are; no shell reads them
 * @param directory working directory
 * @param environment added to this process's own environment
 * @param log file that stdout and stderr are appended to; empty: both are kept in memory
 */
public record Command(
    String program,
    List<String> arguments,
    Path directory,
    Map<String, String> environment,
    Optional<Path> log) {

  /** Copies the lists, so that a command never changes. */
  public Command {
    arguments = List.copyOf(arguments);
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
  }

  /** {@return a command run in {@code directory} with nothing added} */
  public static Command of(Path directory, String program, String... arguments) {
    return new Command(program, Arrays.asList(arguments), directory, Map.of(), Optional.empty());
  }

  /** {@return this command with more arguments behind the present ones} */
  public Command with(List<String> more) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(more);
    return new Command(program, all, directory, environment, log);
  }

  /** {@return this command with one more environment variable} */
  public Command withEnvironment(String name, String value) {
    Map<String, String> all = new TreeMap<>(environment);
    all.put(name, value);
    return new Command(program, arguments, directory, all, log);
  }

  /** {@return this command with its output appended to a file} */
  public Command loggedTo(Path file) {
    return new Command(program, arguments, directory, environment, Optional.of(file));
  }

  /** {@return the command as a person would type it} */
  public String line() {
    StringBuilder line = new StringBuilder(program);
    for (String argument : arguments) {
      line.append(' ').append(quoted(argument));
    }
    return line.toString();
  }

  private static String quoted(String argument) {
    boolean plain = argument.matches("[A-Za-z0-9_@%+=:,./-]+");
    return plain ? argument : "'" + argument.replace("'", "'\\''") + "'";
  }
}
