package io.klpforge.driver.cli;

import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.ExitCode;
import io.klpforge.driver.report.UsageError;
import io.klpforge.driver.vm.GuestBoot;
import io.klpforge.driver.vm.GuestReport;
import io.klpforge.driver.vm.PatchTrial;
import io.klpforge.driver.vm.Scenario;
import io.klpforge.driver.vm.StepResult;
import io.klpforge.driver.vm.TrialStep;
import io.klpforge.driver.vm.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Loads livepatches into a kernel in a virtual machine, and says whether they work there. */
@Command(
    name = "try",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Boots a kernel in QEMU, loads livepatches one after the other, waits for each transition,"
          + " disables and unloads them, the last one first."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      " 0:it works",
      " 1:it does not",
      " 2:wrong usage",
      " 4:the virtual machine failed",
      "70:a defect of klpforge"
    })
final class TryCommand implements Callable<Integer> {
  private static final String TRIAL = "try";

  @Mixin private Speech speech;

  @Parameters(
      arity = "1..*",
      paramLabel = "KO",
      description = "The livepatch module; of several, each is loaded when the one before is in.")
  private List<Path> livepatches;

  @Option(
      names = "--kernel",
      paramLabel = "VMLINUZ",
      required = true,
      description = "The bootable kernel, such as /boot/vmlinuz-RELEASE.")
  private Path kernel;

  @Option(
      names = "--modules",
      paramLabel = "DIR",
      description = "The kernel's modules, such as /lib/modules/RELEASE.")
  private Optional<Path> modules = Optional.empty();

  @Option(
      names = "--insmod",
      paramLabel = "MODULE",
      description = "Load this module, by name or file, before the livepatch; may be repeated.")
  private List<String> loadedBefore = List.of();

  @Option(
      names = "--insmod-after",
      paramLabel = "MODULE",
      description = "Load this module when the livepatch is in place; may be repeated.")
  private List<String> loadedAfter = List.of();

  @Option(
      names = "--before",
      paramLabel = "CMD",
      description = "Shell command run before the livepatch is loaded, and when it is gone again.")
  private Optional<String> before = Optional.empty();

  @Option(
      names = "--after",
      paramLabel = "CMD",
      description = "Shell command run with the livepatch in place.")
  private Optional<String> after = Optional.empty();

  @Option(
      names = "--expect",
      paramLabel = "TEXT",
      description = "What --after must print, and --before must not.")
  private Optional<String> expect = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "End the virtual machine after this time; ${DEFAULT-VALUE} by default.")
  private long timeout = GuestBoot.GENEROUS.toSeconds();

  @Override
  public Integer call() {
    if (timeout <= 0) {
      throw new UsageError("--timeout " + timeout + ": must be a positive number of seconds");
    }
    if (expect.isPresent() && after.isEmpty()) {
      throw new UsageError("--expect needs --after: the command that prints the text");
    }
    Console console = speech.console();
    GuestBoot guest = new GuestBoot(kernel, Duration.ofSeconds(timeout));
    PatchTrial trial =
        new PatchTrial(
            TRIAL, livepatches, modules, loadedBefore, loadedAfter, before, after, expect);
    Scenario scenario = trial.scenario();
    Console.Step step = console.step("try " + names() + " in a virtual machine");
    GuestReport report = guest.run(List.of(scenario));
    step.close();
    report.steps().forEach(result -> console.detail(result.toString()));
    show(console, report);
    return tell(console, trial, report);
  }

  private String names() {
    return livepatches.stream().map(Path::toString).collect(Collectors.joining(" "));
  }

  private static void show(Console console, GuestReport report) {
    show(console, report, "before the livepatch", TrialStep.BEFORE);
    show(console, report, "with the livepatch", TrialStep.AFTER);
    show(console, report, "the livepatch gone again", TrialStep.AGAIN);
  }

  private static Integer tell(Console console, PatchTrial trial, GuestReport report) {
    List<Path> all = trial.livepatches();
    if (all.size() == 1) {
      return tell(console, all, Verdict.of(trial, report)).number();
    }
    ExitCode code = ExitCode.DONE;
    for (int i = 0; i < all.size(); i++) {
      ExitCode one = tell(console, List.of(all.get(i)), Verdict.of(trial, i, report));
      code = one == ExitCode.DONE ? code : one;
    }
    Verdict together = Verdict.together(trial, report);
    return (together.works() ? code : tell(console, all, together)).number();
  }

  private static ExitCode tell(Console console, List<Path> livepatches, Verdict verdict) {
    String names =
        livepatches.stream()
            .map(file -> file.getFileName().toString())
            .collect(Collectors.joining(", "));
    if (verdict.works()) {
      console.result(
          "verdict: "
              + names
              + " works: loaded, transition finished, "
              + (verdict.replaced() ? "replaced by a later one" : "disabled")
              + ", unloaded, no complaint from the kernel");
      return ExitCode.DONE;
    }
    String what = livepatches.size() == 1 ? " does not work" : " do not work together";
    console.result("verdict: " + names + what);
    verdict.reasons().forEach(reason -> console.result("  " + reason));
    return ExitCode.NOT_PATCHABLE;
  }

  private static void show(Console console, GuestReport report, String when, TrialStep step) {
    report.step(TRIAL, step.stepName()).ifPresent(result -> show(console, when, result));
  }

  private static void show(Console console, String when, StepResult result) {
    console.listing("== " + when + status(result));
    result.output().lines().forEach(console::listing);
  }

  private static String status(StepResult result) {
    if (!result.ended()) {
      return " (the command did not end)";
    }
    return result.succeeded() ? "" : " (exit status " + result.status() + ")";
  }
}
