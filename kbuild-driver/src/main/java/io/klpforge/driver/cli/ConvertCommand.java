package io.klpforge.driver.cli;

import io.klpforge.diff.check.Severity;
import io.klpforge.driver.kbuild.ConvertHeader;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.ExitCode;
import io.klpforge.driver.report.UsageError;
import io.klpforge.driver.run.ConvertRun;
import io.klpforge.emit.verify.LoaderFinding;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code klpforge convert}: livepatch relocations for a module that was written by hand. */
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Turns a hand-written module's references to what the kernel does not export into livepatch"
          + " relocations, and verifies the result. A complete module stays as it is."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      " 0:done",
      " 1:a reference is not clear, or the kernel would not load the module; nothing is written",
      " 2:wrong usage",
      " 4:a file is missing or unreadable",
      "70:a defect of klpforge"
    })
final class ConvertCommand implements Callable<Integer> {
  @Mixin private Speech speech;

  @Mixin private NameOptions names;

  @Parameters(
      arity = "0..1",
      paramLabel = "MODULE",
      description = "The module, or an object, as the kernel's build made it.")
  private Optional<Path> module = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write the result; in the module's own place by default.")
  private Optional<Path> output = Optional.empty();

  @Option(
      names = "--print-header",
      description = "Print the C header with the annotations, GPL-2.0, and do nothing else.")
  private boolean printHeader;

  @Override
  public Integer call() {
    Console console = speech.console();
    if (printHeader) {
      console.result(ConvertHeader.text().stripTrailing());
      return ExitCode.DONE.number();
    }
    Path file = module.orElseThrow(() -> new UsageError("which module?"));
    ConvertRun.Result result = run().convert(file);
    result.conversion().converted().forEach(line -> console.note("- " + line));
    result.conversion().findings().forEach(console::finding);
    result
        .simulation()
        .ifPresent(simulation -> simulation.findings().forEach(found -> say(console, found)));
    if (!result.isDone()) {
      console.message("no livepatch: " + file + " stays as it is");
      return ExitCode.NOT_PATCHABLE.number();
    }
    if (result.simulation().isEmpty()) {
      console.note("- " + file + ": not verified: " + unverified());
    }
    Path target = output.orElse(file);
    if (result.conversion().module().isPresent() || !target.equals(file)) {
      ConvertRun.deliver(result.bytes().orElseThrow(), target);
    }
    console.result(
        "livepatch: "
            + target
            + (result.conversion().module().isPresent() ? "" : " (complete as it was)"));
    return ExitCode.DONE.number();
  }

  private ConvertRun run() {
    KernelOptions kernel = names.kernel();
    return names
        .symbols()
        .map(ConvertRun::ofList)
        .orElseGet(() -> ConvertRun.of(kernel.release(), kernel.root(), kernel.given()));
  }

  private String unverified() {
    return names.symbols().isPresent()
        ? "of the kernel only names are known"
        : "not a linked module";
  }

  private static void say(Console console, LoaderFinding found) {
    if (found.rule().severity() != Severity.NOTE) {
      console.finding(found.finding());
    }
  }
}
