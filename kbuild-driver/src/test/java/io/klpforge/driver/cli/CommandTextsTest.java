package io.klpforge.driver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Help, manual pages, completions and the README tell of the same commands and options. */
class CommandTextsTest {
  private static final Path ROOT = Path.of(System.getProperty("klpforge.root"));
  private static final Pattern LONG_OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*[a-z]");

  @TempDir private Path directory;

  @Test
  void everyOptionInTheReadmeExists() throws IOException {
    Set<String> unknown = new TreeSet<>();
    Matcher matcher = LONG_OPTION.matcher(Files.readString(ROOT.resolve("README.md")));
    while (matcher.find()) {
      unknown.add(matcher.group());
    }
    assertTrue(unknown.size() > 20, "the pattern finds options: " + unknown);
    all().forEach(command -> unknown.removeAll(command.optionsMap().keySet()));
    String scripts = scripts();
    unknown.removeIf(
        option -> scripts.contains("\n    " + option) || scripts.contains("= " + option));
    assertEquals(Set.of(), unknown);
  }

  @Test
  void everyCommandHasItsRowInTheReadme() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    for (CommandSpec command : Manual.subcommands(program())) {
      assertTrue(readme.contains("\n| `" + command.name()), command.name());
    }
  }

  @Test
  void everyCommandSaysWhatItsExitStatusMeansAndHowMuchItSays() {
    for (CommandSpec command : all()) {
      assertTrue(command.usageMessage().exitCodeList().containsKey(" 0"), command.name());
      assertTrue(command.parent() == null || command.findOption("--quiet") != null, command.name());
    }
  }

  @Test
  void everyOptionIsInTheManualAndInBothCompletions() throws IOException {
    StringWriter err = new StringWriter();
    int status =
        Main.execute(
            new PrintWriter(err), new PrintWriter(err), "generate-docs", directory.toString());
    assertEquals(0, status, err.toString());
    String bash = Files.readString(directory.resolve("bash-completion/completions/klpforge"));
    String zsh = Files.readString(directory.resolve("zsh/site-functions/_klpforge"));
    for (CommandSpec command : Manual.subcommands(program())) {
      String page = Files.readString(directory.resolve("man/man1/" + Manual.name(command) + ".1"));
      for (OptionSpec option : command.options()) {
        assertTrue(page.contains(Roff.bold(option.longestName())), page);
        assertTrue(bash.contains("'" + option.longestName() + "'"), option.longestName());
        assertTrue(zsh.contains(option.longestName()), option.longestName());
      }
      assertTrue(page.contains(".SH \"EXIT STATUS\""), page);
    }
  }

  @Test
  void whatIsHiddenStaysHidden() throws IOException {
    StringWriter text = new StringWriter();
    assertEquals(0, Main.execute(new PrintWriter(text), new PrintWriter(text), "--help"));
    assertTrue(text.toString().contains("doctor"), text.toString());
    assertTrue(!text.toString().contains("generate-docs"), text.toString());
  }

  @Test
  void aTextIsNoCommandOfRoff() {
    assertEquals("\\&.ko files", Roff.text(".ko files"));
    assertEquals("\\fB\\-\\-from\\fR", Roff.bold("--from"));
    assertEquals("a\\(rsb", Roff.text("a\\b"));
  }

  @Test
  void quotesForTheShellWhatNeedsIt() {
    assertEquals("/a/b-1.ko", NextCommand.quoted(Path.of("/a/b-1.ko")));
    assertEquals("'/a b/it'\\''s.ko'", NextCommand.quoted(Path.of("/a b/it's.ko")));
  }

  private static CommandSpec program() {
    return Main.program().getCommandSpec();
  }

  private static List<CommandSpec> all() {
    List<CommandSpec> all = new ArrayList<>(List.of(program()));
    program().subcommands().values().stream().map(CommandLine::getCommandSpec).forEach(all::add);
    return all;
  }

  /** What the scripts take, as their usage or their case branches show it. */
  private static String scripts() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(ROOT.resolve("scripts"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        all.append(Files.readString(file).replaceAll("\n +", "\n    "));
      }
    }
    return all.toString();
  }
}
