package io.klpforge.driver.run;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import io.klpforge.diff.explain.Explanation;
import io.klpforge.diff.select.Carried;
import io.klpforge.diff.select.PatchPlan;
import io.klpforge.driver.report.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the differ says of one object.
 *
 * @param object its path in the build tree, or the file as given
 * @param changedFunctions names as in the original object, in the order of the patched one
 * @param newFunctions names of functions that come with the patch and are carried
 * @param changes reasons for each changed function, in the same order
 * @param twins how functions and variables of different names were found to be the same
 * @param carried everything that goes along and why; empty unless a kernel was given to plan for
 * @param findings all of them
 * @param plan what the object contributes; empty if nothing, or if a finding forbids it
 * @param baseline how much of the original is the running kernel's code, where that was looked at
 * @param explanations why each changed function changed; empty unless that was asked for
 */
public record ObjectReport(
    String object,
    List<String> changedFunctions,
    List<String> newFunctions,
    List<String> changes,
    List<String> twins,
    List<Carried> carried,
    List<Finding> findings,
    Optional<PatchPlan> plan,
    Optional<ObjectBaseline> baseline,
    List<Explanation> explanations) {

  /** Copies the lists. */
  public ObjectReport {
    changedFunctions = List.copyOf(changedFunctions);
    newFunctions = List.copyOf(newFunctions);
    changes = List.copyOf(changes);
    twins = List.copyOf(twins);
    carried = List.copyOf(carried);
    findings = List.copyOf(findings);
    explanations = List.copyOf(explanations);
  }

  /** {@return what was decided and why, for whoever hunts a defect} */
  public List<String> decisions() {
    List<String> lines = new ArrayList<>(twins);
    lines.addAll(changes);
    carried.forEach(one -> lines.add(one.text()));
    return lines;
  }

  /** {@return the same with what is known of the original} */
  ObjectReport with(ObjectBaseline known) {
    return with(findings, plan, Optional.of(known), explanations);
  }

  /** {@return the same with why each function changed} */
  public ObjectReport explained(List<Explanation> reasons) {
    return with(findings, plan, baseline, reasons);
  }

  private ObjectReport with(
      List<Finding> allFindings,
      Optional<PatchPlan> newPlan,
      Optional<ObjectBaseline> known,
      List<Explanation> reasons) {
    return new ObjectReport(
        object,
        changedFunctions,
        newFunctions,
        changes,
        twins,
        carried,
        allFindings,
        newPlan,
        known,
        reasons);
  }

  /** {@return what a manifest says of the object} */
  public JsonValue.Members manifest() {
    return ManifestDraft.of(this);
  }

  /** {@return the same with more findings; one that is an error takes the plan away} */
  public ObjectReport with(List<Finding> more) {
    List<Finding> all = new ArrayList<>(findings);
    all.addAll(more);
    boolean refused = all.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    return with(all, refused ? Optional.empty() : plan, baseline, explanations);
  }

  /** {@return whether a finding forbids a livepatch} */
  public boolean isRefused() {
    return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
  }

  /** {@return whether the patch does nothing to this object that a livepatch could bring about} */
  public boolean isUnchanged() {
    return changedFunctions.isEmpty() && newFunctions.isEmpty() && plan.isEmpty();
  }
}
