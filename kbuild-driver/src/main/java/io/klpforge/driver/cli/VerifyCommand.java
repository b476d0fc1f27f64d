package io.klpforge.driver.cli;

import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.ExitCode;
import io.klpforge.driver.report.Json;
import io.klpforge.driver.run.VerifyRun;
import io.klpforge.emit.verify.CodeReference;
import io.klpforge.emit.verify.Consequence;
import io.klpforge.emit.verify.Errno;
import io.klpforge.emit.verify.LoaderFinding;
import io.klpforge.emit.verify.Simulation;
import io.klpforge.emit.verify.StepOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code klpforge verify}: the kernel's module loader, simulated. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says whether a kernel would load a livepatch module, and what would happen then; nothing is"
          + " loaded. Modules of any origin."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      " 0:it loads",
      " 1:it must not be loaded",
      " 2:wrong usage",
      " 4:a file is missing or unreadable",
      "70:a defect of klpforge"
    })
final class VerifyCommand implements Callable<Integer> {
  @Mixin private Speech speech;

  @Mixin private KernelOptions kernel;

  @Parameters(paramLabel = "KO", description = "The livepatch module.")
  private Path module;

  @Option(
      names = "--loaded",
      paramLabel = "KO",
      description = "A livepatch that is in force already; may be repeated, in load order.")
  private List<Path> loaded = List.of();

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description =
          "A certificate the kernel trusts beside those built into it, DER or PEM; may be repeated.")
  private List<Path> certificates = List.of();

  @Option(
      names = "--references",
      description = "Also print where each call and reference of the module's code leads to.")
  private boolean references;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      description = "How to print the result; ${DEFAULT-VALUE} by default.")
  private Format format = Format.text;

  @Override
  public Integer call() {
    Console console = speech.console();
    VerifyRun run =
        VerifyRun.of(kernel.release(), kernel.root(), kernel.given())
            .withLoaded(loaded)
            .withEnrolled(certificates);
    Simulation simulation = run.verify(module);
    if (format == Format.json) {
      console.result(json(run.kernel().release(), simulation));
    } else {
      print(console, run.kernel().release(), simulation);
    }
    return (simulation.loads() ? ExitCode.DONE : ExitCode.NOT_PATCHABLE).number();
  }

  private void print(Console console, String kernel, Simulation simulation) {
    simulation.steps().forEach(step -> console.listing(line(step)));
    simulation.findings().forEach(finding -> console.result(finding.finding()));
    if (references) {
      simulation.references().forEach(reference -> console.result(line(reference)));
    }
    console.result("verdict: " + module.getFileName() + " " + verdict(kernel, simulation));
    if (simulation.loads()) {
      NextCommand.load(module, kernel).forEach(console::note);
    }
  }

  private static String line(StepOutcome step) {
    String examined = step.examined().isEmpty() ? "" : ": " + step.examined();
    return String.format(Locale.ROOT, "%-11s %s%s", state(step), step.step(), examined);
  }

  private static String state(StepOutcome step) {
    if (!step.reached()) {
      return "not reached";
    }
    long errors = step.errors();
    if (errors > 0) {
      return errors + (errors == 1 ? " error" : " errors");
    }
    return step.findings().isEmpty() ? "ok" : "ok, " + step.findings().size() + " said";
  }

  private static String line(CodeReference reference) {
    return String.format(
        Locale.ROOT,
        "  %s: %s -> %s (0x%x)",
        reference.place(),
        reference.instruction(),
        reference.meant(),
        reference.address());
  }

  private static String verdict(String kernel, Simulation simulation) {
    if (simulation.loads()) {
      return "loads in " + kernel;
    }
    if (simulation.insmod() != Errno.NONE) {
      return "does not load in " + kernel + ": insmod ends with " + simulation.insmod();
    }
    boolean late =
        simulation.findings().stream()
            .anyMatch(f -> f.isError() && f.consequence() == Consequence.TARGET_LOAD);
    return "must not be loaded in "
        + kernel
        + (late ? ": its target module could not be loaded then" : ": it would misbehave");
  }

  private static String json(String kernel, Simulation simulation) {
    return Json.document(
        json -> {
          json.text("kernel", kernel);
          json.flag("loads", simulation.loads());
          json.text("insmod", simulation.insmod().name());
          json.objects("steps", simulation.steps(), VerifyCommand::step);
          json.objects("references", simulation.references(), VerifyCommand::reference);
        });
  }

  private static void step(Json json, StepOutcome step) throws IOException {
    json.text("step", step.step());
    json.flag("reached", step.reached());
    json.text("examined", step.examined());
    json.objects("findings", step.findings(), VerifyCommand::finding);
  }

  private static void finding(Json json, LoaderFinding finding) throws IOException {
    json.text("id", finding.rule().id());
    json.text("severity", finding.rule().severity().name().toLowerCase(Locale.ROOT));
    json.text("consequence", finding.consequence().text());
    json.text("errno", finding.errno().name());
    json.text("where", finding.where());
    json.text("message", finding.message());
    json.text("remedy", finding.finding().remedy());
  }

  private static void reference(Json json, CodeReference reference) throws IOException {
    json.text("place", reference.place());
    json.text("instruction", reference.instruction());
    json.text("meant", reference.meant());
    json.text("address", "0x" + Long.toHexString(reference.address()));
  }
}
