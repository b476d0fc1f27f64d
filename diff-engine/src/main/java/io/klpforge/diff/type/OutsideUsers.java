package io.klpforge.diff.type;

import java.util.List;

/**
 * What in the running kernel has to do with a type and stays as it is.
 *
 * @param recompiled functions that were compiled with the new layout and came out the same
 * @param others functions that no object of the patch has
 * @param variables of the type
 * @param isPassing whether functions, the patch's own included, have such variables of their own
 *     and no field or variable leads to one, so that none outlives the call
 */
public record OutsideUsers(
    List<KernelUser> recompiled,
    List<KernelUser> others,
    List<KernelUser> variables,
    boolean isPassing) {
  /** Copies the lists. */
  public OutsideUsers {
    recompiled = List.copyOf(recompiled);
    others = List.copyOf(others);
    variables = List.copyOf(variables);
  }

  /** {@return whether nothing is left that knows the old layout} */
  boolean isEmpty() {
    return recompiled.isEmpty() && others.isEmpty() && variables.isEmpty();
  }
}
