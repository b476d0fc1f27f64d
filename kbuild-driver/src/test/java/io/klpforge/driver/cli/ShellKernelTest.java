package io.klpforge.driver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.klpforge.driver.command.Command;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.command.SearchPath;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is generated for shells and for man, read by these themselves. */
@Tag("kernel")
class ShellKernelTest {
  @TempDir private Path share;

  @BeforeEach
  void generate() {
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text);
    assertEquals(
        0, Main.execute(writer, writer, "generate-docs", share.toString()), text::toString);
  }

  @Test
  void bashCompletesCommandsOptionsAndWords() {
    assertEquals("build", bash("klpforge bu"));
    assertEquals("--keep-temp --kernel", bash("klpforge build --ke"));
    assertEquals("text json", bash("klpforge diff --format ''"));
  }

  @Test
  void zshReadsItsCompletion() {
    installed("zsh");
    Path file = share.resolve("zsh/site-functions/_klpforge");
    assertEquals("", run("zsh", "-f", "-n", file.toString()));
  }

  @Test
  void manHasNoWarningForAnyPage() {
    installed("man");
    for (String page : List.of("klpforge.1", "klpforge-build.1", "klpforge-try.1")) {
      Path file = share.resolve("man/man1").resolve(page);
      String said = run("man", "--warnings", "-E", "UTF-8", "-Z", "-Tutf8", file.toString());
      List<String> complaints =
          said.lines().filter(line -> line.matches(".*(warning|error):.*")).toList();
      assertEquals(List.of(), complaints);
    }
  }

  private String bash(String words) {
    String script =
        ". \"$0\"; COMP_WORDS=("
            + words
            + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _complete_klpforge 2>/dev/null;"
            + " echo ${COMPREPLY[*]}";
    Path file = share.resolve("bash-completion/completions/klpforge");
    return run("bash", "-c", script, file.toString()).strip();
  }

  private static void installed(String program) {
    assumeTrue(SearchPath.find(program).isPresent(), program + " is not installed");
  }

  private static String run(String program, String... arguments) {
    return new CommandRunner().check(Command.of(Path.of("/"), program, arguments));
  }
}
