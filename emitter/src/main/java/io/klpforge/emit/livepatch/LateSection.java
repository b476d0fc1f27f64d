package io.klpforge.emit.livepatch;

import io.klpforge.diff.select.KernelFeature;
import java.util.Set;

/**
 * Sections that a kernel with late relocations would read too early under their own names: {@code
 * .klp.arch.<object>.<section>} it reads once the relocations for that object are applied.
 *
 * <p>Source: {@code arch_klp_init_object_loaded()}, arch/x86/kernel/livepatch.c, Linux 5.4.
 */
final class LateSection {
  private static final String PREFIX = ".klp.arch.";
  private static final Set<String> APPLIED_LATE = Set.of(".altinstructions", ".parainstructions");

  private LateSection() {}

  /** {@return the name to give a section of an object that patches {@code owner}} */
  static String name(String section, String owner, Set<KernelFeature> features) {
    boolean late = features.contains(KernelFeature.LATE_RELOCATIONS);
    return late && APPLIED_LATE.contains(section) ? PREFIX + owner + "." + section : section;
  }
}
