package io.klpforge.driver.run;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import io.klpforge.diff.source.SourceEdit;
import io.klpforge.diff.type.ChangedLayout;
import io.klpforge.driver.kernel.TargetKernel;
import io.klpforge.driver.report.JsonValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a build.
 *
 * @param objects what the differ said of each, in order
 * @param layouts types that lie otherwise in memory with the patch; {@code findings} tell of them
 * @param findings of all stages, in order; those of {@code objects} included
 * @param modules the finished modules, vmlinux's first if it was split; empty if there is none
 * @param unloadable whether one was made, and is not delivered since the kernel would not load it
 * @param kernel the kernel it is for; empty while that is of no interest
 * @param draft the part of the manifest that does not need a module; no members if that was not
 *     written
 * @param edits what the patch does to the source; empty unless changes were to be explained
 */
public record BuildOutcome(
    List<ObjectReport> objects,
    List<ChangedLayout> layouts,
    List<Finding> findings,
    List<Path> modules,
    boolean unloadable,
    Optional<TargetKernel> kernel,
    JsonValue.Members draft,
    List<SourceEdit> edits) {

  /** Before the first stage. */
  static final BuildOutcome NOTHING_YET = new BuildOutcome(List.of(), List.of(), List.of());

  /** Copies the lists. */
  public BuildOutcome {
    objects = List.copyOf(objects);
    layouts = List.copyOf(layouts);
    findings = List.copyOf(findings);
    modules = List.copyOf(modules);
    edits = List.copyOf(edits);
  }

  /** Before a module is linked. */
  BuildOutcome(List<ObjectReport> objects, List<ChangedLayout> layouts, List<Finding> findings) {
    this(
        objects,
        layouts,
        findings,
        List.of(),
        false,
        Optional.empty(),
        new JsonValue.Members(Map.of()),
        List.of());
  }

  /** {@return the same outcome after a module was linked} */
  BuildOutcome linked(List<Finding> all, List<Path> delivered, boolean refusedByKernel) {
    return new BuildOutcome(
        objects, layouts, all, delivered, refusedByKernel, kernel, draft, edits);
  }

  /** {@return the same outcome, for this kernel} */
  BuildOutcome on(TargetKernel target) {
    return new BuildOutcome(
        objects, layouts, findings, modules, unloadable, Optional.of(target), draft, edits);
  }

  /** {@return the same outcome of these patches} */
  BuildOutcome of(JsonValue.Members manifest, List<SourceEdit> changes) {
    return new BuildOutcome(
        objects, layouts, findings, modules, unloadable, kernel, manifest, changes);
  }

  /** {@return the same outcome without what is said of some objects} */
  BuildOutcome without(List<ObjectReport> some) {
    List<ObjectReport> left = new ArrayList<>(objects);
    left.removeAll(some);
    List<Finding> said = new ArrayList<>(findings);
    some.forEach(report -> said.removeAll(report.findings()));
    return new BuildOutcome(left, layouts, said);
  }

  /** {@return the finished module of a build that was not split} */
  public Optional<Path> module() {
    return modules.stream().findFirst();
  }

  /** {@return whether a finding forbids a livepatch} */
  public boolean isRefused() {
    return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
  }
}
