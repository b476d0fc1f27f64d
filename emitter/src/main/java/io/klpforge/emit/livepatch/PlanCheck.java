package io.klpforge.emit.livepatch;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import io.klpforge.diff.select.PatchPlan;
import io.klpforge.diff.select.PatchedFunction;
import io.klpforge.diff.select.PlannedCallback;
import io.klpforge.diff.select.PlannedSymbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the kernel would refuse in a livepatch as a whole, though each object is well. */
public final class PlanCheck {
  private final List<Finding> findings = new ArrayList<>();
  private final Map<FunctionKey, String> functions = new HashMap<>();
  private final Map<CallbackKey, String> callbacks = new HashMap<>();

  /** A function as sysfs names it, where position 0 is 1. */
  private record FunctionKey(String owner, String name, long position) {}

  private record CallbackKey(String owner, PlannedCallback.Kind kind) {}

  private PlanCheck() {}

  /** {@return all that is wrong with these plans together, in their order} */
  public static List<Finding> check(List<PatchPlan> plans) {
    PlanCheck check = new PlanCheck();
    plans.forEach(check::add);
    return List.copyOf(check.findings);
  }

  private void add(PatchPlan plan) {
    plan.functions().forEach(function -> add(plan, function));
    plan.callbacks().forEach(callback -> add(plan, callback));
    checkNames(plan);
  }

  private void add(PatchPlan plan, PatchedFunction function) {
    long position = Math.max(function.position(), 1);
    FunctionKey key = new FunctionKey(plan.owner(), function.oldName(), position);
    Optional.ofNullable(functions.putIfAbsent(key, plan.object()))
        .ifPresent(first -> reportTwice(plan, function, first));
  }

  private void reportTwice(PatchPlan plan, PatchedFunction function, String first) {
    report(
        "duplicate-function",
        plan.object() + ": " + function.oldName(),
        "this function of " + plan.owner() + " is already replaced by " + first,
        "the kernel leads a function to one replacement only; change it in one object only");
  }

  private void add(PatchPlan plan, PlannedCallback callback) {
    CallbackKey key = new CallbackKey(plan.owner(), callback.kind());
    Optional.ofNullable(callbacks.putIfAbsent(key, plan.object()))
        .ifPresent(first -> reportTwice(plan, callback, first));
  }

  private void reportTwice(PatchPlan plan, PlannedCallback callback, String first) {
    String member = new KlpCallback(callback.kind(), "").member();
    report(
        "duplicate-callback",
        plan.object() + ": " + plan.symbols().get(callback.function()).name(),
        plan.owner() + " already has a " + member + " callback, from " + first,
        "the kernel calls one function of each kind for vmlinux and for each module;"
            + " call both from one");
  }

  private void checkNames(PatchPlan plan) {
    Set<String> objects = new LinkedHashSet<>(List.of(plan.owner()));
    for (PlannedSymbol symbol : plan.symbols()) {
      if (symbol instanceof PlannedSymbol.Unexported unexported) {
        objects.add(unexported.provider());
        KlpSymbolName.nameProblem(symbol.name()).ifPresent(why -> name(plan, symbol.name(), why));
      }
    }
    for (PatchedFunction function : plan.functions()) {
      KlpSymbolName.nameProblem(function.oldName())
          .ifPresent(why -> name(plan, function.oldName(), why));
    }
    for (String object : objects) {
      KlpSymbolName.objectProblem(object).ifPresent(why -> name(plan, object, why));
    }
  }

  private void name(PatchPlan plan, String name, String why) {
    report(
        "klp-name",
        plan.object() + ": " + name,
        "a livepatch cannot name this",
        why + "; change the patch so that it does not need it");
  }

  private void report(String rule, String where, String message, String remedy) {
    findings.add(new Finding(rule, Severity.ERROR, where, message, remedy));
  }
}
