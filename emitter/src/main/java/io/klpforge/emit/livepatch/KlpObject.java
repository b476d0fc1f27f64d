package io.klpforge.emit.livepatch;

import io.klpforge.diff.select.PatchPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What goes into a {@code struct klp_object}: all that a livepatch does to vmlinux, or to a module.
 *
 * @param name {@code vmlinux}, or the module's name
 * @param funcs in the order of the plans
 * @param callbacks in the order of the plans
 */
record KlpObject(String name, List<KlpFunc> funcs, List<KlpCallback> callbacks) {
  /** How objects are ordered. */
  static final Comparator<String> VMLINUX_FIRST =
      Comparator.comparing((String name) -> !name.equals(KlpReference.VMLINUX))
          .thenComparing(Comparator.naturalOrder());

  KlpObject {
    funcs = List.copyOf(funcs);
    callbacks = List.copyOf(callbacks);
  }

  boolean isVmlinux() {
    return name.equals(KlpReference.VMLINUX);
  }

  /**
   * {@return one object an owner, vmlinux first, modules by name; those without effect left out}
   */
  static List<KlpObject> of(List<PatchPlan> plans) {
    Map<String, KlpObject> objects = new TreeMap<>(VMLINUX_FIRST);
    for (int i = 0; i < plans.size(); i++) {
      objects.merge(plans.get(i).owner(), of(plans.get(i), i), KlpObject::and);
    }
    return objects.values().stream().filter(KlpObject::hasEffect).toList();
  }

  private boolean hasEffect() {
    return !funcs.isEmpty() || !callbacks.isEmpty();
  }

  private static KlpObject of(PatchPlan plan, int index) {
    List<KlpFunc> funcs = new ArrayList<>();
    for (int k = 0; k < plan.functions().size(); k++) {
      String alias = AliasName.ofFunction(index, k);
      funcs.add(
          new KlpFunc(
              plan.functions().get(k).oldName(), alias, plan.functions().get(k).position()));
    }
    List<KlpCallback> callbacks = new ArrayList<>();
    for (int k = 0; k < plan.callbacks().size(); k++) {
      String alias = AliasName.ofCallback(index, k);
      callbacks.add(new KlpCallback(plan.callbacks().get(k).kind(), alias));
    }
    return new KlpObject(plan.owner(), funcs, callbacks);
  }

  private KlpObject and(KlpObject other) {
    List<KlpFunc> allFuncs = new ArrayList<>(funcs);
    allFuncs.addAll(other.funcs);
    List<KlpCallback> allCallbacks = new ArrayList<>(callbacks);
    allCallbacks.addAll(other.callbacks);
    return new KlpObject(name, allFuncs, allCallbacks);
  }
}
