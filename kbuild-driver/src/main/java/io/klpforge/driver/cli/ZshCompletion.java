package io.klpforge.driver.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The completion function for zsh. Source: zshcompsys(1), {@code _arguments}, zsh 5.9. */
final class ZshCompletion {
  private ZshCompletion() {}

  /** {@return the file's contents, to be found as {@code _klpforge} in {@code fpath}} */
  static String of(CommandSpec program) {
    List<String> lines = new ArrayList<>();
    lines.add("#compdef " + program.name());
    lines.add("local curcontext=$curcontext state line");
    lines.add("local -A opt_args");
    lines.add("local -a commands");
    lines.add("commands=(");
    Manual.subcommands(program).forEach(command -> lines.add("  " + described(command)));
    lines.add(")");
    lines.add(
        arguments(
            options(program), Stream.of("'1:command:->command'", "'*::argument:->argument'")));
    lines.add("case $state in");
    lines.add("  command) _describe -t commands command commands ;;");
    lines.add("  argument)");
    lines.add("    case $line[1] in");
    Manual.subcommands(program).forEach(command -> lines.addAll(branch(command)));
    lines.add("    esac");
    lines.add("    ;;");
    lines.add("esac");
    return String.join("\n", lines) + "\n";
  }

  private static String described(CommandSpec command) {
    String text = String.join(" ", command.usageMessage().description());
    return quoted(command.name() + ":" + text.split("\\.( |$)", 2)[0].replace(":", "\\:"));
  }

  private static List<String> branch(CommandSpec command) {
    Stream<String> positions = command.positionalParameters().stream().map(ZshCompletion::position);
    return List.of(
        "      " + command.name() + ")", arguments(options(command), positions), "        ;;");
  }

  private static String arguments(Stream<String> options, Stream<String> positions) {
    return "_arguments -C -s -S "
        + Stream.concat(options, positions).collect(Collectors.joining(" \\\n  "));
  }

  private static Stream<String> options(CommandSpec command) {
    return command.options().stream()
        .filter(option -> !option.hidden())
        .flatMap(option -> Stream.of(option.names()).map(name -> option(option, name)));
  }

  /** One name of an option; the other names are no longer offered then, nor is it itself. */
  private static String option(OptionSpec option, String name) {
    boolean repeats = option.isMultiValue();
    String others = repeats ? "*" : "(" + String.join(" ", option.names()) + ")";
    String text = String.join(" ", option.description()).replaceAll("[\\\\\\[\\]:]", "\\\\$0");
    String attached = option.arity().max() > 0 && name.startsWith("--") ? "=" : "";
    String value = option.arity().max() == 0 ? "" : ":" + label(option) + ":" + action(option);
    return quoted(others + name + attached + "[" + text + "]" + value);
  }

  private static String position(PositionalParamSpec argument) {
    String place = argument.isMultiValue() ? "*" : String.valueOf(argument.index().min() + 1);
    return quoted(place + ":" + label(argument) + ":" + action(argument));
  }

  private static String label(ArgSpec argument) {
    return argument.paramLabel().replace(":", "\\:");
  }

  /** What can stand there: one of some words, a file, a directory, or anything. */
  private static String action(ArgSpec argument) {
    if (argument.completionCandidates() != null) {
      return StreamSupport.stream(argument.completionCandidates().spliterator(), false)
          .collect(Collectors.joining(" ", "(", ")"));
    }
    if (argument.paramLabel().equals("DIR") || argument.paramLabel().equals("TREE")) {
      return argument.paramLabel().equals("DIR") ? "_files -/" : "_files";
    }
    boolean path = Stream.of(argument.auxiliaryTypes()).anyMatch(Path.class::equals);
    return path || argument.type().equals(Path.class) ? "_files" : " ";
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
