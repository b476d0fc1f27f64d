package io.klpforge.driver.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * One command's manual page, from the texts that {@code --help} shows.
 *
 * <p>Source: man(7) and groff_man(7), groff 1.22.
 */
final class Manual {
  private static final String ENVIRONMENT =
      """
      .SH ENVIRONMENT
      .TP
      .B KLPFORGE_CACHE
      Directory of what is kept between runs, instead of
      .IR \\(ti/.cache/klpforge .
      It can be deleted at any time no build runs.
      .TP
      .B NO_COLOR
      If set and not empty, no colours are used.
      .TP
      .BR TERM ", " COLUMNS ", " LC_ALL ", " LC_CTYPE ", " LANG
      What a terminal can show, and how wide it is if it does not tell itself.
      """;

  private final CommandSpec command;
  private final StringBuilder page = new StringBuilder();

  private Manual(CommandSpec command) {
    this.command = command;
  }

  /** {@return the page, in roff} */
  static String of(CommandSpec command) {
    return new Manual(command).page();
  }

  /** {@return the page's name without its section}: {@code klpforge-build} */
  static String name(CommandSpec command) {
    return command.qualifiedName("-");
  }

  /** {@return the subcommands that people are told of, in the order of the help} */
  static List<CommandSpec> subcommands(CommandSpec command) {
    return command.subcommands().values().stream()
        .map(picocli.CommandLine::getCommandSpec)
        .filter(subcommand -> !subcommand.usageMessage().hidden())
        .toList();
  }

  private String page() {
    String program = command.root().version()[0];
    raw(".TH " + name(command).toUpperCase(Locale.ROOT) + " 1 \"\" \"" + program + "\"");
    raw(".nh");
    section("NAME");
    String first = String.join(" ", command.usageMessage().description()).split("\\.( |$)", 2)[0];
    raw(Roff.text(name(command)) + " \\- " + Roff.text(first));
    synopsis();
    section("DESCRIPTION");
    String[] paragraphs = command.usageMessage().description();
    raw(Stream.of(paragraphs).map(Roff::text).collect(Collectors.joining("\n.PP\n")));
    commands();
    arguments();
    options();
    exitStatus();
    page.append(ENVIRONMENT);
    seeAlso();
    return page.toString();
  }

  private void synopsis() {
    section("SYNOPSIS");
    StringBuilder line = new StringBuilder(Roff.bold(command.qualifiedName(" ")));
    List<CommandSpec> subcommands = subcommands(command);
    line.append(subcommands.isEmpty() ? " [" + Roff.italic("OPTION") + "]..." : "");
    if (!subcommands.isEmpty()) {
      line.append(' ').append(Roff.italic("COMMAND")).append(" ...");
    }
    for (OptionSpec option : command.options()) {
      if (option.required()) {
        line.append(' ').append(Roff.bold(option.longestName()) + value(option));
      }
    }
    for (PositionalParamSpec argument : command.positionalParameters()) {
      line.append(' ').append(Roff.italic(argument.paramLabel()));
      line.append(argument.arity().max() > 1 ? "..." : "");
    }
    raw(line.toString());
  }

  private void commands() {
    List<CommandSpec> subcommands = subcommands(command);
    if (!subcommands.isEmpty()) {
      section("COMMANDS");
    }
    for (CommandSpec subcommand : subcommands) {
      entry(
          Roff.bold(name(subcommand)) + "(1)",
          String.join(" ", subcommand.usageMessage().description()));
    }
  }

  private void arguments() {
    if (!command.positionalParameters().isEmpty()) {
      section("ARGUMENTS");
    }
    for (PositionalParamSpec argument : command.positionalParameters()) {
      entry(Roff.italic(argument.paramLabel()), text(argument));
    }
  }

  private void options() {
    section("OPTIONS");
    for (OptionSpec option : command.options()) {
      if (!option.hidden()) {
        List<String> names = Stream.of(option.names()).map(Roff::bold).toList();
        entry(String.join(", ", names) + value(option), text(option));
      }
    }
  }

  private static String value(OptionSpec option) {
    return option.arity().max() == 0 ? "" : " " + Roff.italic(option.paramLabel());
  }

  /** {@return the description with its variables filled in} */
  private static String text(ArgSpec argument) {
    return String.join(" ", argument.description());
  }

  private void exitStatus() {
    Map<String, String> codes = command.usageMessage().exitCodeList();
    if (!codes.isEmpty()) {
      section("EXIT STATUS");
    }
    codes.forEach((code, meaning) -> entry(Roff.bold(code.strip()), meaning));
  }

  private void seeAlso() {
    section("SEE ALSO");
    CommandSpec root = command.root();
    List<CommandSpec> others = command == root ? subcommands(root) : List.of(root);
    raw(String.join(",\n", others.stream().map(other -> Roff.bold(name(other)) + "(1)").toList()));
  }

  private void entry(String term, String text) {
    raw(".TP");
    raw(term);
    raw(Roff.text(text));
  }

  private void section(String name) {
    raw(".SH " + (name.contains(" ") ? "\"" + name + "\"" : name));
  }

  private void raw(String line) {
    page.append(line).append('\n');
  }
}
