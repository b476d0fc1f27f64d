package io.klpforge.driver.cli;

import io.klpforge.driver.bisect.Bisection;
import io.klpforge.driver.cache.Cache;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.kernel.KernelOverrides;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.ExitCode;
import io.klpforge.driver.report.UsageError;
import io.klpforge.driver.run.BisectRun;
import io.klpforge.driver.run.BisectRun.Smallest;
import io.klpforge.driver.run.BuildRequest;
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
      names = {"--kernel", "-a", "--archversion"},
      paramLabel = "RELEASE",
      description = "The shipped kernel, as uname -r prints it; the running one by default.")
  private Optional<String> release = Optional.empty();

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "Look for the kernel's packages, unpacked with dpkg -x, in this directory.")
  private Path root = Path.of("/");

  @Option(
      names = {"-s", "--sourcedir"},
      paramLabel = "TREE",
      description = "The kernel's source, or its linux-source tarball. Alone: build that kernel.")
  private Optional<Path> source = Optional.empty();

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The kernel's configuration.")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = {"-v", "--vmlinux"},
      paramLabel = "FILE",
      description = "The kernel with its symbols.")
  private Optional<Path> vmlinux = Optional.empty();

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      description = "How many compilers run at once; one a processor by default.")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(names = "--skip-compiler-check", description = "Accept another compiler.")
  private boolean skipCompilerCheck;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      description = "How to print the result; ${DEFAULT-VALUE} by default.")
  private Format format = Format.text;

  @Override
  public Integer call() {
    if (jobs < 1) {
      throw new UsageError("--jobs " + jobs + ": must be a positive number");
    }
    Console console = speech.console();
    Cache cache = Cache.of(System.getenv(), Path.of(System.getProperty("user.home")));
    BisectRun run =
        new BisectRun(request(), series, git.or(() -> source), cache, new CommandRunner(), console);
    ExitCode code =
        function
            .map(name -> tell(console, name, run.smallest(name)))
            .orElseGet(() -> tell(console, run.table()));
    return code.number();
  }

  private BuildRequest request() {
    Optional<Path> no = Optional.empty();
    return BuildRequest.withoutPatch(
        release,
        root,
        new KernelOverrides(source, config, vmlinux, no, no, no),
        jobs,
        skipCompilerCheck);
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
