package io.klpforge.driver.cli;

import io.klpforge.diff.reproduce.PieceMatch;
import io.klpforge.diff.reproduce.SideBySide;
import io.klpforge.driver.cache.Cache;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.ExitCode;
import io.klpforge.driver.report.Json;
import io.klpforge.driver.run.ObjectBaseline;
import io.klpforge.driver.run.ReproduceRun;
import io.klpforge.driver.run.ReproducedObject;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code klpforge reproduce}: is what we compile the code that runs? */
@Command(
    name = "reproduce",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Compiles objects of a shipped kernel and compares each function with the shipped code."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      " 0:all are identical",
      " 1:some are not",
      " 2:wrong usage",
      " 4:a build, tool or file failed",
      "70:a defect of klpforge"
    })
final class ReproduceCommand implements Callable<Integer> {
  @Mixin private Speech speech;

  @Mixin private KernelOptions kernel;

  @Mixin private CompileOptions compile;

  @Parameters(
      arity = "1..*",
      paramLabel = "OBJECT",
      description = "Paths in the build tree, such as fs/proc/cmdline.o.")
  private List<String> objects;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      description = "How to print the result; ${DEFAULT-VALUE} by default.")
  private Format format = Format.text;

  @Override
  public Integer call() {
    Console console = speech.console();
    Cache cache = Speech.cache();
    List<ReproducedObject> results =
        new ReproduceRun(compile.withoutPatch(kernel), cache, new CommandRunner(), console)
            .run(objects);
    if (format == Format.json) {
      console.result(json(results));
    } else {
      results.forEach(result -> print(console, result));
    }
    boolean identical = results.stream().allMatch(result -> result.baseline().isIdentical());
    return (identical ? ExitCode.DONE : ExitCode.NOT_PATCHABLE).number();
  }

  private static void print(Console console, ReproducedObject result) {
    console.result(result.baseline().text());
    for (PieceMatch match : result.reproduction().differing()) {
      console.result("  " + text(match));
      SideBySide.of(result.reproduction(), match).forEach(line -> console.result("      " + line));
    }
    result.reproduction().differingVariables().forEach(match -> console.result("  " + text(match)));
    if (!result.baseline().isIdentical()) {
      console.result("  " + result.reproduction().likelyCause());
    }
  }

  private static String text(PieceMatch match) {
    return match
        .mismatch()
        .map(
            mismatch ->
                String.format(
                    Locale.ROOT,
                    "%s+0x%x: %s",
                    match.piece().name(),
                    mismatch.offset(),
                    mismatch.what()))
        .orElse(match.piece().name());
  }

  private static String json(List<ReproducedObject> results) {
    return Json.document(json -> json.objects("objects", results, ReproduceCommand::object));
  }

  private static void object(Json json, ReproducedObject result) throws IOException {
    ObjectBaseline baseline = result.baseline();
    json.text("object", baseline.object());
    json.text("owner", baseline.owner());
    json.number("functions", baseline.functions());
    json.number("identical", baseline.identical());
    json.number("overridden", baseline.overridden());
    json.number("discarded", baseline.discarded());
    json.number("variables", baseline.variables());
    if (!baseline.isIdentical()) {
      json.text("likelyCause", result.reproduction().likelyCause());
    }
    json.objects("differing", result.reproduction().differing(), ReproduceCommand::difference);
    json.objects(
        "differingVariables",
        result.reproduction().differingVariables(),
        ReproduceCommand::difference);
  }

  private static void difference(Json json, PieceMatch match) throws IOException {
    json.text("name", match.piece().name());
    json.number("offset", match.mismatch().orElseThrow().offset());
    json.text("what", match.mismatch().orElseThrow().what());
  }
}
