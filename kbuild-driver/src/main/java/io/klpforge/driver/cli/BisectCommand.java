package io.klpforge.driver.cli;

import io.klpforge.driver.bisect.Bisection;
import io.klpforge.driver.cache.Cache;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.ExitCode;
import io.klpforge.driver.run.BisectRun;
import io.klpforge.driver.run.BisectRun.Smallest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code klpforge bisect}: which hunk does what? */
@Command(
    name = "bisect",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says which functions each patch, file and hunk of a series changes, and the reverse."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      " 0:done",
      " 2:wrong usage",
      " 3:no code changes",
      " 4:a build, tool or file failed",
      "70:a defect of klpforge"
    })
final class BisectCommand implements Callable<Integer> {
  @Mixin private Speech speech;

  @Mixin private KernelOptions kernel;

  @Mixin private CompileOptions compile;

  @Parameters(
      arity = "1..*",
      paramLabel = "SERIES",
      description =
          "Patches, mailboxes (git format-patch --stdout), quilt series files, directories of"
              + " patches, or ranges of commits (A..B, with --git or -s).")
  private List<String> series;

  @Option(
      names = "--function",
      paramLabel = "NAME",
      description = "Only the smallest set of hunks that makes this function change.")
  private Optional<String> function = Optional.empty();

  @Option(
      names = "--git",
      paramLabel = "DIR",
      description = "The repository that ranges of commits are of; the source tree by default.")
  private Optional<Path> git = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "text|json",
      description = "How to print the result; ${DEFAULT-VALUE} by default.")
  private Format format = Format.text;

  @Override
  public Integer call() {
    Console console = speech.console();
    Cache cache = Speech.cache();
    BisectRun run =
        new BisectRun(
            compile.withoutPatch(kernel),
            series,
            git.or(compile::source),
            cache,
            new CommandRunner(),
            console);
    ExitCode code =
        function
            .map(name -> tell(console, name, run.smallest(name)))
            .orElseGet(() -> tell(console, run.table()));
    return code.number();
  }

  private ExitCode tell(Console console, Bisection bisection) {
    if (format == Format.json) {
      console.result(BisectJson.of(bisection));
    } else {
      new BisectText(bisection).lines().forEach(console::result);
    }
    bisection.otherFindings().forEach(console::finding);
    return bisection.isEffective() ? ExitCode.DONE : ExitCode.NOTHING_CHANGED;
  }

  private ExitCode tell(Console console, String name, Smallest smallest) {
    if (format == Format.json) {
      console.result(BisectJson.of(smallest));
    } else {
      SmallestText.lines(smallest).forEach(console::result);
    }
    if (smallest.minima().isEmpty()) {
      console.message(
          name
              + ": the series does not change it in this kernel\n    without --function all that"
              + " changes is listed");
      return ExitCode.NOTHING_CHANGED;
    }
    return ExitCode.DONE;
  }
}
