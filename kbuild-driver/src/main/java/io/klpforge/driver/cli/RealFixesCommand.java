package io.klpforge.driver.cli;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.realfixes.SurveyJson;
import io.klpforge.driver.realfixes.SurveyPage;
import io.klpforge.driver.realfixes.SurveyReport;
import io.klpforge.driver.realfixes.SurveyRun;
import io.klpforge.driver.realfixes.SurveyText;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.ExitCode;
import io.klpforge.driver.report.UsageError;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code klpforge realfixes}: how many real fixes become livepatches? */
@Command(
    name = "realfixes",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Builds a livepatch of each change between a kernel and a newer source, and counts what"
          + " becomes of them."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      " 0:done, whatever was found",
      " 2:wrong usage",
      " 4:a tool or file failed",
      "70:a defect of klpforge"
    })
final class RealFixesCommand implements Callable<Integer> {
  @Mixin private Speech speech;

  @Mixin private KernelOptions kernel;

  @Mixin private CompileOptions compile;

  @Parameters(
      paramLabel = "NEWER",
      description =
          "The newer source, a tree or tarball: a patch for each changed file, with what it needs to"
              + " compile. Or a range of commits (A..B, with --git or -s), a mailbox, a directory:"
              + " their patches.")
  private String newer;

  @Option(
      names = "--sample",
      paramLabel = "N",
      description = "How many patches to try, chosen at random; ${DEFAULT-VALUE} by default.")
  private int sample = 30;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Choose as another run did; by the clock by default.")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--boot",
      paramLabel = "K",
      description = "Load so many of the livepatches in the virtual machine, chosen at random.")
  private int boot = 0;

  @Option(
      names = "--git",
      paramLabel = "DIR",
      description = "The repository that ranges of commits are of; the source tree by default.")
  private Optional<Path> git = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description =
          "Where results are kept, and report.txt, report.json and report.html go; a run that was"
              + " ended goes on there. ${DEFAULT-VALUE} by default.")
  private Path output = Path.of("realfixes");

  @Option(names = "--leave-out-init", description = "Build each as build --leave-out-init does.")
  private boolean leaveOutInit;

  @Override
  public Integer call() {
    if (sample < 1 || boot < 0) {
      throw new UsageError("--sample and --boot: must not be negative, nor --sample 0");
    }
    Console console = speech.console();
    SurveyRun run =
        new SurveyRun(
            compile.withoutPatch(kernel),
            newer,
            git.or(compile::source),
            output,
            leaveOutInit,
            Speech.cache(),
            console);
    SurveyReport report = run.run(sample, seed, boot);
    List<String> lines = new SurveyText(report).lines();
    Disk.write(output.resolve("report.txt"), String.join("\n", lines) + "\n");
    Disk.write(output.resolve("report.json"), SurveyJson.of(report) + "\n");
    Disk.write(output.resolve("report.html"), SurveyPage.of(report) + "\n");
    lines.forEach(console::result);
    return ExitCode.DONE.number();
  }
}
