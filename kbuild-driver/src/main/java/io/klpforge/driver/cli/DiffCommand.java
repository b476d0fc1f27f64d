package io.klpforge.driver.cli;

import io.klpforge.diff.compare.LineNumbers;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.select.Carried;
import io.klpforge.diff.select.KernelFeature;
import io.klpforge.diff.select.KernelSymbols;
import io.klpforge.diff.select.PatchPlan;
import io.klpforge.diff.select.SymbolIndex;
import io.klpforge.diff.type.ChangedLayout;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.kbuild.ObjectPair;
import io.klpforge.driver.kernel.KlpArch;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.ExitCode;
import io.klpforge.driver.report.Json;
import io.klpforge.driver.report.UsageError;
import io.klpforge.driver.review.ExplanationJson;
import io.klpforge.driver.review.LayoutJson;
import io.klpforge.driver.review.ReportFile;
import io.klpforge.driver.review.Review;
import io.klpforge.driver.run.KernelTypes;
import io.klpforge.driver.run.LayoutStage;
import io.klpforge.driver.run.ObjectDiffer;
import io.klpforge.driver.run.ObjectReport;
import io.klpforge.driver.run.ObjectTexts;
import io.klpforge.driver.run.TargetSymbols;
import io.klpforge.driver.tree.TreeDiffer;
import io.klpforge.driver.tree.TreeReport;
import io.klpforge.emit.livepatch.ObjectEmitter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code klpforge diff}: the differ alone. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Compares two objects made from one source file, function by function, or two build trees,"
          + " object by object."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      " 0:something changed",
      " 1:it cannot be live-patched",
      " 2:wrong usage",
      " 3:nothing changed",
      " 4:a file cannot be read",
      "70:a defect of klpforge"
    })
final class DiffCommand implements Callable<Integer> {
  @Mixin private Speech speech;

  @Parameters(
      index = "0",
      paramLabel = "ORIG",
      description = "An object or a build tree, compiled without the patch.")
  private Path orig;

  @Parameters(index = "1", paramLabel = "PATCHED", description = "The same with the patch.")
  private Path patched;

  @Option(
      names = {"-v", "--vmlinux"},
      paramLabel = "FILE",
      description =
          "The running kernel with its symbols; needed for -o. Tells who uses changed structures.")
  private Optional<Path> vmlinux = Optional.empty();

  @Option(
      names = "--symvers",
      paramLabel = "FILE",
      description = "The running kernel's Module.symvers; needed for -o.")
  private Optional<Path> symvers = Optional.empty();

  @Option(
      names = "--module",
      paramLabel = "NAME",
      description = "The module the object belongs to: its name, or its file for -o.")
  private Optional<String> module = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT.o",
      description = "Write an object with what a livepatch needs.")
  private Optional<Path> output = Optional.empty();

  @Option(
      names = "--explain",
      description = "Say why each function changed, and show the code without and with the patch.")
  private boolean explain;

  @Option(
      names = "--orig-source",
      paramLabel = "DIR",
      description =
          "For --explain: where the compiler of ORIG was called; by default as ORIG says.")
  private Optional<Path> origSource = Optional.empty();

  @Option(names = "--patched-source", paramLabel = "DIR", description = "The same for PATCHED.")
  private Optional<Path> patchedSource = Optional.empty();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Write a report of what changes, and why: a page (.html), .json, or .sarif for CI"
              + " systems. May be repeated.")
  private List<Path> reports = List.of();

  @Option(
      names = "--format",
      paramLabel = "text|json",
      description = "How to print the result; ${DEFAULT-VALUE} by default.")
  private Format format = Format.text;

  @Option(
      names = "--klp-arch",
      paramLabel = "auto|yes|no",
      description =
          "Write alternatives to .klp.arch sections, as Linux 4.9 to 5.7 read them; by default as"
              + " the kernel does.")
  private KlpArch klpArch = KlpArch.auto;

  @Override
  public Integer call() {
    return Files.isDirectory(orig) || Files.isDirectory(patched) ? trees() : objects();
  }

  private int trees() {
    if (!Files.isDirectory(orig) || !Files.isDirectory(patched)) {
      throw new UsageError("either both are build trees or both are objects");
    }
    if (isForObjects()) {
      throw new UsageError(
          "-o, --vmlinux, --symvers and --module, --explain and --report, are for a pair of objects; a"
              + " whole tree has many owners\n    klpforge build makes a livepatch of several objects");
    }
    Console console = speech.console();
    TreeReport report = TreeDiffer.compare(orig, patched, console);
    TreeOutput output = new TreeOutput(console);
    if (format == Format.json) {
      output.json(report);
    } else {
      output.text(report);
    }
    return report.exitCode().number();
  }

  private boolean isForObjects() {
    return explain
        || !reports.isEmpty()
        || Stream.of(output, vmlinux, symvers, module, origSource, patchedSource)
            .anyMatch(Optional::isPresent);
  }

  private int objects() {
    if (output.isPresent() && (vmlinux.isEmpty() || symvers.isEmpty())) {
      throw new UsageError("-o needs --vmlinux and --symvers: where the kernel's symbols are");
    }
    List<ReportFile> files = reports.stream().map(ReportFile::new).toList();
    Console console = speech.console();
    ObjectDiffer differ =
        ObjectDiffer.compare(orig.toString(), Optional.of(orig), patched, LineNumbers.TOLERATED);
    ObjectReport code = explained(differ, report(differ));
    LayoutStage layouts = layouts(console, code);
    ObjectReport report = code.with(layouts.findings());
    if (format == Format.json) {
      console.result(json(report, layouts.layouts()));
    } else {
      show(console, code, layouts.layouts().isEmpty());
      report.findings().forEach(console::finding);
    }
    report.decisions().forEach(console::debug);
    if (!files.isEmpty()) {
      Review review = Review.of(report, layouts.layouts(), console.phases());
      files.forEach(file -> file.write(review));
    }
    if (report.isRefused()) {
      return ExitCode.NOT_PATCHABLE.number();
    }
    report.plan().ifPresent(this::write);
    return (report.isUnchanged() ? ExitCode.NOTHING_CHANGED : ExitCode.DONE).number();
  }

  private ObjectReport explained(ObjectDiffer differ, ObjectReport report) {
    return explain || !reports.isEmpty()
        ? report.explained(differ.explain(ObjectTexts.of(orig, patched, origSource, patchedSource)))
        : report;
  }

  private ObjectReport report(ObjectDiffer differ) {
    if (vmlinux.isEmpty() || symvers.isEmpty()) {
      return differ.report();
    }
    ObjectFile image = ObjectDiffer.read(vmlinux.get());
    KernelSymbols kernel =
        TargetSymbols.of(image, symvers.get(), this::moduleSymbols, klpArch.features(image));
    return differ.report(owner(), kernel, Set.of());
  }

  private LayoutStage layouts(Console console, ObjectReport report) {
    List<ObjectPair> pair =
        List.of(new ObjectPair(orig.toString(), owner(), Optional.of(orig), patched));
    LayoutStage layouts = LayoutStage.of(pair);
    return vmlinux.isEmpty()
        ? layouts
        : layouts.with(
            () -> KernelTypes.of(vmlinux.get(), moduleFile(), console), pair, List.of(report));
  }

  private SortedMap<String, Path> moduleFile() {
    SortedMap<String, Path> files = new TreeMap<>();
    module.map(Path::of).filter(Files::isRegularFile).ifPresent(file -> files.put(owner(), file));
    return files;
  }

  private String owner() {
    return module
        .map(name -> Path.of(name).getFileName().toString())
        .map(name -> name.replaceFirst("\\.ko$", "").replace('-', '_'))
        .orElse(KernelSymbols.VMLINUX);
  }

  private Optional<SymbolIndex> moduleSymbols(String name) {
    return module
        .filter(given -> name.equals(owner()) && Files.isRegularFile(Path.of(given)))
        .map(given -> ObjectDiffer.read(Path.of(given)))
        .map(file -> SymbolIndex.ofModule(file, file));
  }

  private Set<KernelFeature> features() {
    return klpArch.features(ObjectDiffer.read(vmlinux.orElseThrow()));
  }

  private void write(PatchPlan plan) {
    output.ifPresent(file -> Disk.write(file, ObjectEmitter.emit(plan, 0, features()).toArray()));
  }

  private void show(Console console, ObjectReport report, boolean sameLayouts) {
    if (report.isUnchanged() && report.findings().isEmpty() && sameLayouts) {
      console.result("no change: " + report.object());
    }
    new ChangeOutput(console, explain).changed(report);
    report.newFunctions().forEach(name -> console.result("new function: " + name));
  }

  private String json(ObjectReport report, List<ChangedLayout> layouts) {
    return Json.document(
        json -> {
          json.text("object", report.object());
          json.texts("changedFunctions", report.changedFunctions());
          json.texts("newFunctions", report.newFunctions());
          json.texts("changes", report.changes());
          json.texts("carried", report.carried().stream().map(Carried::brief).toList());
          if (explain && !report.explanations().isEmpty()) {
            json.objects("explanations", report.explanations(), ExplanationJson::write);
          }
          LayoutJson.write(json, layouts);
          json.findings(report.findings());
        });
  }
}
