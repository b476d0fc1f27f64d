package io.klpforge.driver.run;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.select.KernelSymbols;
import io.klpforge.diff.select.PatchPlan;
import io.klpforge.diff.source.SourceEdit;
import io.klpforge.diff.source.SourceVersions;
import io.klpforge.driver.cache.Cache;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.kbuild.ObjectPair;
import io.klpforge.driver.kbuild.PatchBuild;
import io.klpforge.driver.kbuild.Workspace;
import io.klpforge.driver.kbuild.Workspaces;
import io.klpforge.driver.manifest.ModuleSet;
import io.klpforge.driver.patch.PatchFile;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.Failure;
import io.klpforge.driver.sign.CheckedKey;
import io.klpforge.driver.sign.SigningCheck;
import io.klpforge.driver.sign.SigningKey;
import io.klpforge.emit.livepatch.Conversion;
import io.klpforge.emit.livepatch.ObjectSplit;
import io.klpforge.emit.livepatch.PlanCheck;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * One build, from patches to a module: what a newcomer reads first.
 *
 * @param request what to do
 * @param cache keeps sources, workspaces and original objects
 * @param runner runs make, patch and tar
 * @param console told of steps
 */
public record BuildRun(BuildRequest request, Cache cache, CommandRunner runner, Console console) {

  /**
   * Runs all stages.
   *
   * @throws Failure if a tool, a file or a compilation fails; nothing is left behind but the cache
   */
  public BuildOutcome run() {
    List<PatchFile> patches = request.patches().stream().map(PatchFile::read).toList();
    Optional<CheckedKey> key = request.signing().map(this::check);
    LocatedKernel kernel = new KernelChoice(request, cache, runner, console).choose();
    CompletableFuture<KernelView> view = kernel.view();
    String name = ModuleName.of(request.name(), request.patches());
    try (WorkDirectory work = WorkDirectory.of(request, name, cache)) {
      ModuleStages stages = new ModuleStages(runner, work, name, request.split(), key);
      return build(kernel, view, patches, stages).on(kernel.kernel());
    }
  }

  private BuildOutcome build(
      LocatedKernel kernel,
      CompletableFuture<KernelView> view,
      List<PatchFile> patches,
      ModuleStages stages) {
    try (Workspace workspace = workspaces().take(kernel.workspace(), request.jobs())) {
      warnOfDrift(workspace);
      stages.proveSigning(workspace);
      if (request.from() == BuildRequest.Step.module) {
        return link(BuildOutcome.NOTHING_YET, stages.written(), workspace, kernel, view);
      }
      OwnObjects own =
          new OwnObjects(
              request,
              console,
              () -> symbols(view),
              (pairs, reports) -> layouts(kernel, pairs, reports));
      PatchBuild.Result built = compile(workspace, patches, stages.work(), own);
      Optional<SourceVersions> source = source(workspace, stages.work());
      List<ObjectReport> reports = diff(built.pairs(), view, source);
      List<PatchPlan> plans = plans(reports);
      LayoutStage layouts = layouts(kernel, built.pairs(), reports);
      BuildOutcome outcome = outcome(built, reports, layouts, plans);
      ManifestDraft draft = draft(stages.work(), outcome);
      if (outcome.isRefused() || plans.isEmpty()) {
        return outcome.of(draft.members(), edits(source));
      }
      List<ModuleStage> modules = stages.write(plans, draft, workspace.tree(), kernel.features());
      return link(outcome, modules, workspace, kernel, view).of(draft.members(), edits(source));
    } catch (Failure e) {
      stages.work().keepLogs();
      throw e;
    }
  }

  private Workspaces workspaces() {
    return new Workspaces(cache, runner, console);
  }

  private void warnOfDrift(Workspace workspace) {
    List<String> drift = workspace.configDrift();
    if (!drift.isEmpty()) {
      console.message(
          "warning: preparing the source changed the kernel's configuration: "
              + String.join(" ", drift));
    }
  }

  private PatchBuild.Result compile(
      Workspace workspace, List<PatchFile> patches, WorkDirectory work, OwnObjects own) {
    PairList list = new PairList(work.path());
    if (request.from() == BuildRequest.Step.diff) {
      return new PatchBuild.Result(list.read(), List.of(), List.of(), 0);
    }
    PatchBuild build =
        new PatchBuild(runner, console, cache, request.jobs(), request.mostObjects());
    PatchBuild.Result result = build.build(workspace, patches, work.path(), own::areHopeless);
    result.notes().forEach(note -> console.note("note: " + note));
    new PatchList(work.path()).write(patches);
    if (result.left() == 0) {
      list.write(result.pairs());
    }
    return result;
  }

  private Optional<SourceVersions> source(Workspace workspace, WorkDirectory work) {
    return request.explain()
        ? Optional.of(new SourceVersions(PatchedTexts.of(workspace, work.path())))
        : Optional.empty();
  }

  private static List<SourceEdit> edits(Optional<SourceVersions> source) {
    return source.stream()
        .flatMap(texts -> texts.changed().stream().flatMap(file -> texts.edits(file).stream()))
        .toList();
  }

  private List<ObjectReport> diff(
      List<ObjectPair> pairs, CompletableFuture<KernelView> view, Optional<SourceVersions> source) {
    try (Console.Step step = console.step("compare and plan")) {
      return DiffStage.reports(
          pairs, () -> symbols(view), !request.leaveOutInit(), request.trustBaseline(), source);
    }
  }

  private KernelSymbols symbols(CompletableFuture<KernelView> view) {
    KernelSymbols symbols = join(view).symbols();
    return request.requireModules() ? symbols.requiringModules() : symbols;
  }

  private LayoutStage layouts(
      LocatedKernel kernel, List<ObjectPair> pairs, List<ObjectReport> reports) {
    return LayoutStage.of(pairs)
        .accepting(request.acceptedLayouts())
        .with(() -> kernel.types(cache, console), pairs, reports);
  }

  static KernelView join(CompletableFuture<KernelView> view) {
    try {
      return view.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Failure failure) {
        throw failure;
      }
      throw e;
    }
  }

  private static List<PatchPlan> plans(List<ObjectReport> reports) {
    return reports.stream().map(ObjectReport::plan).flatMap(Optional::stream).toList();
  }

  private BuildOutcome outcome(
      PatchBuild.Result built,
      List<ObjectReport> reports,
      LayoutStage layouts,
      List<PatchPlan> plans) {
    List<Finding> findings = new ArrayList<>(built.findings());
    reports.forEach(report -> findings.addAll(report.findings()));
    findings.addAll(PlanCheck.check(plans));
    findings.addAll(layouts.findings());
    if (built.left() > 0) {
      findings.add(OwnObjects.left(built.left()));
    }
    if (request.split()) {
      findings.addAll(ObjectSplit.check(plans));
      findings.addAll(layouts.split(reports));
    }
    return new BuildOutcome(reports, layouts.layouts(), findings);
  }

  private ManifestDraft draft(WorkDirectory work, BuildOutcome outcome) {
    return new ManifestDraft(
        new PatchList(work.path()).read(), request.replace(), request.trustBaseline(), outcome);
  }

  private BuildOutcome link(
      BuildOutcome outcome,
      List<ModuleStage> stages,
      Workspace workspace,
      LocatedKernel kernel,
      CompletableFuture<KernelView> view) {
    List<Finding> findings = new ArrayList<>(outcome.findings());
    List<Bytes> linked = new ArrayList<>();
    for (ModuleStage stage : stages) {
      Conversion conversion = link(stage, workspace, kernel);
      findings.addAll(conversion.findings());
      conversion.module().ifPresent(linked::add);
    }
    if (linked.size() < stages.size()) {
      return outcome.linked(findings, List.of(), false);
    }
    Delivery delivery = new Delivery(kernel, join(view), set(linked), console);
    List<Shipment> shipments = new ArrayList<>();
    for (int i = 0; i < stages.size(); i++) {
      ModuleStage stage = stages.get(i);
      delivery
          .pack(stage, linked.get(i), findings)
          .ifPresent(parcel -> shipments.add(new Shipment(stage, parcel, output())));
    }
    boolean refused = shipments.size() < stages.size();
    List<Path> modules = refused ? List.of() : Shipment.deliver(signed(shipments, workspace, view));
    return outcome.linked(findings, modules, refused);
  }

  private Path output() {
    return request.output().toAbsolutePath();
  }

  private Optional<ModuleSet> set(List<Bytes> linked) {
    return request.split()
        ? Optional.of(ModuleSet.of(ModuleName.of(request.name(), request.patches()), linked))
        : Optional.empty();
  }

  private List<Shipment> signed(
      List<Shipment> shipments, Workspace workspace, CompletableFuture<KernelView> view) {
    Signing signing = new Signing(workspace, join(view).running(), console);
    return shipments.stream().map(signing::sign).toList();
  }

  private Conversion link(ModuleStage stage, Workspace workspace, LocatedKernel kernel) {
    try (Console.Step step = console.step("link " + stage.name() + ".ko")) {
      return stage.link(workspace, kernel.features());
    }
  }

  private CheckedKey check(SigningKey asked) {
    CheckedKey key = SigningCheck.require(asked, System.getenv());
    key.warning(Instant.now()).ifPresent(console::message);
    return key;
  }
}
