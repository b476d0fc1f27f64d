package io.klpforge.driver.cli;

import io.klpforge.diff.select.Export;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.ExitCode;
import io.klpforge.driver.report.Json;
import io.klpforge.driver.report.UsageError;
import io.klpforge.driver.run.MissingRun;
import io.klpforge.emit.convert.Candidate;
import io.klpforge.emit.convert.NeededSymbol;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code klpforge missing}: what a hand-written module needs of a kernel. */
@Command(
    name = "missing",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lists the symbols that a hand-written module refers to and does not define: where they live,"
          + " whether they are exported, whether they are the only ones of their names."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      " 0:listed",
      " 2:wrong usage",
      " 4:a file is missing or unreadable, or the source does not compile",
      "70:a defect of klpforge"
    })
final class MissingCommand implements Callable<Integer> {
  @Mixin private Speech speech;

  @Mixin private NameOptions names;

  @Mixin private CompileOptions compile;

  @Parameters(
      paramLabel = "FILE",
      description = "The module, an object of it, or a C source, which is compiled for the kernel.")
  private Path file;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      description = "How to print the result; ${DEFAULT-VALUE} by default.")
  private Format format = Format.text;

  @Override
  public Integer call() {
    Console console = speech.console();
    List<NeededSymbol> needed = needed(console);
    if (format == Format.json) {
      console.result(Json.document(json -> json.objects("symbols", needed, MissingCommand::json)));
    } else {
      needed.forEach(symbol -> print(console, symbol));
      console.result(summary(needed));
    }
    return ExitCode.DONE.number();
  }

  private List<NeededSymbol> needed(Console console) {
    Optional<Path> list = names.symbols();
    KernelOptions kernel = names.kernel();
    if (file.toString().endsWith(".c")) {
      if (list.isPresent()) {
        throw new UsageError("--symbols: a source is compiled for a kernel; give its object");
      }
      return MissingRun.ofSource(
          file, compile.withoutPatch(kernel), Speech.cache(), new CommandRunner(), console);
    }
    return list.map(symbols -> MissingRun.ofList(file, symbols))
        .orElseGet(() -> MissingRun.of(file, kernel.release(), kernel.root(), kernel.given()));
  }

  private static void print(Console console, NeededSymbol symbol) {
    console.result(symbol.name() + ": " + state(symbol));
    if (!symbol.isUnique()) {
      symbol.candidates().forEach(one -> console.result("    " + one.text()));
    }
  }

  private static String state(NeededSymbol symbol) {
    if (symbol.export().isPresent()) {
      Export export = symbol.export().get();
      return export.owner()
          + ", exported"
          + (export.gplOnly() ? " to GPL modules" : "")
          + (export.namespace().isEmpty() ? "" : ", namespace " + export.namespace());
    }
    if (symbol.isNowhere()) {
      return "not in this kernel";
    }
    if (symbol.isUnique()) {
      Candidate only = symbol.candidates().get(0);
      String source = only.source().isEmpty() ? "" : ", " + only.source();
      return only.object() + source + ", not exported, the only one";
    }
    return symbol.candidates().size() + " of that name, not exported";
  }

  private static String summary(List<NeededSymbol> needed) {
    long exported = needed.stream().filter(symbol -> symbol.export().isPresent()).count();
    long nowhere = needed.stream().filter(NeededSymbol::isNowhere).count();
    long ambiguous =
        needed.stream().filter(symbol -> !symbol.isUnique() && !symbol.isNowhere()).count();
    return String.format(
        Locale.ROOT,
        "%d symbols: %d exported, %d that klpforge convert resolves by itself, %d to be chosen,"
            + " %d not in this kernel",
        needed.size(),
        exported,
        needed.size() - exported - ambiguous - nowhere,
        ambiguous,
        nowhere);
  }

  private static void json(Json json, NeededSymbol symbol) throws IOException {
    json.text("name", symbol.name());
    json.flag("exported", symbol.export().isPresent());
    json.flag("unique", symbol.isUnique());
    if (symbol.export().isPresent()) {
      json.text("owner", symbol.export().get().owner());
      json.flag("gplOnly", symbol.export().get().gplOnly());
      json.text("namespace", symbol.export().get().namespace());
    }
    json.objects("candidates", symbol.candidates(), MissingCommand::json);
  }

  private static void json(Json json, Candidate candidate) throws IOException {
    json.text("object", candidate.object());
    json.number("position", candidate.position());
    json.text("source", candidate.source());
    if (candidate.address().isPresent()) {
      json.text("address", "0x" + Long.toHexString(candidate.address().getAsLong()));
    }
    json.text("type", candidate.type());
    json.text("line", candidate.line());
  }
}
