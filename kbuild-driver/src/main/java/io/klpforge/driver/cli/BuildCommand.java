package io.klpforge.driver.cli;

import io.klpforge.driver.cache.Cache;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.kernel.KlpArch;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.ExitCode;
import io.klpforge.driver.report.UsageError;
import io.klpforge.driver.review.ReportFile;
import io.klpforge.driver.review.Review;
import io.klpforge.driver.run.BuildOutcome;
import io.klpforge.driver.run.BuildRequest;
import io.klpforge.driver.run.BuildRun;
import io.klpforge.driver.run.ObjectDiffer;
import io.klpforge.driver.run.ObjectReport;
import io.klpforge.driver.sign.SigningKey;
import io.klpforge.emit.inspect.LivepatchModule;
import io.klpforge.emit.inspect.ReplacedObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code klpforge build}: from source patches to a livepatch module. */
@Command(
    name = "build",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Turns source patches into a livepatch module for a shipped kernel, or for one built from its"
          + " tree."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      " 0:done",
      " 1:the patch cannot be live-patched",
      " 2:wrong usage",
      " 3:the patch changes no code",
      " 4:a build, tool or file failed",
      "70:a defect of klpforge"
    })
final class BuildCommand implements Callable<Integer> {
  @Mixin private Speech speech;

  @Mixin private KernelOptions kernel;

  @Mixin private CompileOptions compile;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATCH",
      description = "Unified diffs, applied in order with -p1.")
  private List<Path> patches = List.of();

  @Option(
      names = {"-n", "--name"},
      paramLabel = "NAME",
      description = "The module's name; livepatch-PATCH by default.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Where the .ko goes; here by default.")
  private Path output = Path.of("");

  @Option(
      names = {"-R", "--non-replace"},
      description = "Leave earlier livepatches in force when this one is loaded.")
  private boolean nonReplace;

  @Option(
      names = "--split",
      description =
          "Make a module for each kernel object patched (NAME-vmlinux, NAME-MODULE), none of which"
              + " takes earlier livepatches away.")
  private boolean split;

  @Option(
      names = "--trust-baseline",
      description = "Go on where the rebuilt original is not the running kernel's code.")
  private boolean trustBaseline;

  @Option(
      names = "--sign",
      arity = "2",
      paramLabel = "KEY CERT",
      hideParamSyntax = true,
      description =
          "Sign the module with the kernel's sign-file. KEY: a PEM file or a PKCS#11 URI; CERT:"
              + " X.509, DER or PEM. A passphrase or PIN is taken from KBUILD_SIGN_PIN.")
  private List<String> sign = List.of();

  @Option(
      names = "--explain",
      description = "Say why each function changed, and show the code without and with the patch.")
  private boolean explain;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Write a report of what changes, and why: a page (.html), .json, or .sarif for CI"
              + " systems. May be repeated.")
  private List<Path> reports = List.of();

  @Option(
      names = "--accept-layout",
      paramLabel = "TYPE",
      description =
          "Go on where the patch changes the layout of this type, such as 'struct foo'; may be"
              + " repeated.")
  private Set<String> acceptedLayouts = Set.of();

  @Option(
      names = "--klp-arch",
      paramLabel = "auto|yes|no",
      description =
          "Write alternatives to .klp.arch sections, as Linux 4.9 to 5.7 read them; by default as"
              + " the kernel does.")
  private KlpArch klpArch = KlpArch.auto;

  @Option(
      names = "--leave-out-init",
      description =
          "Where the patch changes __init or __exit code besides other code, deliver the rest, and"
              + " say what was left out.")
  private boolean leaveOutInit;

  @Option(
      names = "--require-modules",
      description =
          "Where a static branch or call needs what a module exports, make the livepatch depend on"
              + " that module, instead of refusing: it loads only while the module is loaded.")
  private boolean requireModules;

  @Option(
      names = "--help-refusals",
      paramLabel = "ID",
      description =
          "Say what to do about the finding of this id, such as changed-data; build nothing.")
  private Optional<String> helpRefusals = Optional.empty();

  @Option(
      names = {"--keep-temp", "--skip-cleanup"},
      description = "Leave the work directory NAME.work beside the .ko.")
  private boolean keepTemp;

  @Option(
      names = "--from",
      paramLabel = "STEP",
      description =
          "Begin with this step in the NAME.work of an earlier run: ${COMPLETION-CANDIDATES}.")
  private BuildRequest.Step from = BuildRequest.Step.orig;

  @Override
  public Integer call() {
    if (helpRefusals.isPresent()) {
      Console console = speech.console();
      Refusals.read().recipe(helpRefusals.get()).forEach(console::result);
      return ExitCode.DONE.number();
    }
    if (patches.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Missing required parameter: 'PATCH'");
    }
    List<ReportFile> files = reports.stream().map(ReportFile::new).toList();
    Console console = speech.console();
    Cache cache = Speech.cache();
    BuildOutcome outcome = new BuildRun(request(), cache, new CommandRunner(), console).run();
    ExitCode code = tell(console, outcome);
    if (!files.isEmpty()) {
      Review review = Review.of(outcome, patches, console.phases());
      files.forEach(file -> file.write(review));
    }
    return code.number();
  }

  private BuildRequest request() {
    return new BuildRequest(
        patches,
        kernel.release(),
        kernel.root(),
        compile.given(kernel),
        name,
        output,
        compile.jobs(),
        !nonReplace,
        split,
        compile.skipCompilerCheck(),
        keepTemp,
        trustBaseline,
        signing(),
        explain || !reports.isEmpty(),
        acceptedLayouts,
        klpArch,
        leaveOutInit,
        requireModules,
        Integer.MAX_VALUE,
        from);
  }

  private Optional<SigningKey> signing() {
    if (sign.size() > 2) {
      throw new UsageError("--sign: given more than once; a module has one signature");
    }
    return sign.isEmpty()
        ? Optional.empty()
        : Optional.of(new SigningKey(sign.get(0), Path.of(sign.get(1))));
  }

  private ExitCode tell(Console console, BuildOutcome outcome) {
    for (ObjectReport object : outcome.objects()) {
      object.baseline().ifPresent(baseline -> console.note("- " + baseline.text()));
      object.decisions().forEach(why -> console.debug(object.object() + ": " + why));
      new ChangeOutput(console, explain).changed(object);
      object.newFunctions().forEach(f -> console.listing("new function: " + f));
    }
    outcome.findings().forEach(console::finding);
    if (outcome.unloadable()) {
      console.message("no livepatch: one was made, but the kernel would not load it as it should");
      console.message("    where a finding does not say otherwise, that is a defect of klpforge");
      console.message("    please report it with the patch, the kernel's release and these lines");
      return ExitCode.NOT_PATCHABLE;
    }
    if (outcome.isRefused()) {
      console.message("no livepatch: the patch cannot be live-patched as it is");
      NextCommand.afterRefusal(outcome).forEach(console::note);
      return ExitCode.NOT_PATCHABLE;
    }
    if (outcome.modules().isEmpty()) {
      console.message("no livepatch: the patch changes no code of this kernel");
      return ExitCode.NOTHING_CHANGED;
    }
    for (Path module : outcome.modules()) {
      console.result("livepatch: " + module);
      console.listing("patches: " + String.join(" ", owners(module)));
    }
    NextCommand.afterBuild(outcome.modules(), outcome.kernel()).forEach(console::note);
    return ExitCode.DONE;
  }

  private static List<String> owners(Path module) {
    return LivepatchModule.of(ObjectDiffer.read(module)).objects().stream()
        .map(ReplacedObject::name)
        .toList();
  }
}
