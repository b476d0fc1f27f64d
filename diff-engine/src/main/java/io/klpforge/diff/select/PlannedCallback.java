package io.klpforge.diff.select;

/**
 * A function of the patch that the kernel calls around patching or unpatching an object.
 *
 * @param kind when it is called
 * @param function index into {@link PatchPlan#symbols()}, of a {@link PlannedSymbol.Defined}
 */
public record PlannedCallback(Kind kind, int function) {
  /** The members of {@code struct klp_callbacks}, include/linux/livepatch.h, Linux 4.15 on. */
  public enum Kind {
    PRE_PATCH,
    POST_PATCH,
    PRE_UNPATCH,
    POST_UNPATCH
  }
}
