package io.klpforge.diff.type;

import java.util.List;

/**
 * What in the running kernel has to do with a type and stays as it is.
 *
 * @param recompiled functions that were compiled with the new layout and came out the same
 * @param others functions that no object of the patch has
 * @param variables of the type
 */
public record OutsideUsers(
    List<KernelUser> recompiled, List<KernelUser> others, List<KernelUser> variables) {
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
