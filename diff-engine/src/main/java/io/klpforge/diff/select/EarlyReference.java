package io.klpforge.diff.select;

import io.klpforge.diff.special.SpecialSection;
import java.util.Set;

/**
 * A rule about special sections that must not refer to what only a later relocation can reach.
 *
 * @param id the finding's
 * @param remedy what to do
 */
public record EarlyReference(String id, String remedy) {
  private static final Set<SpecialSection> APPLIED_LATE =
      Set.of(SpecialSection.ALTINSTRUCTIONS, SpecialSection.PARAINSTRUCTIONS);

  /** {@return the rule for a table} */
  public static EarlyReference of(SpecialSection table) {
    return switch (table) {
      case JUMP_TABLE ->
          new EarlyReference(
              "jump-label-key",
              "use static_key_enabled() instead of the static branch in the patch");
      case STATIC_CALL_SITES ->
          new EarlyReference("static-call-key", "use KLP_STATIC_CALL() in the patch");
      default ->
          new EarlyReference(
              "special-section-reference",
              "write that place in the patch without the macro that makes such a record");
    };
  }

  /**
   * {@return whether the kernel reads a table only once livepatch relocations are applied}: where
   * it applies all of them late, it reads {@code .klp.arch} sections after them
   */
  static boolean isReadLate(SpecialSection table, Set<KernelFeature> features) {
    return features.contains(KernelFeature.LATE_RELOCATIONS) && APPLIED_LATE.contains(table);
  }
}
