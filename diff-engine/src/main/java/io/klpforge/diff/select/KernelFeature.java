package io.klpforge.diff.select;

/** What the livepatch code of some kernels does otherwise than that of Linux 5.8 and later. */
public enum KernelFeature {
  /**
   * All livepatch relocations are applied when the livepatch is enabled, after its special sections
   * were read; alternatives and paravirtual calls are applied after that, from sections {@code
   * .klp.arch.<object>.<section>}. Linux 4.9 to 5.7, unless a distribution brought the change back;
   * later ones apply those against vmlinux together with the ordinary ones.
   *
   * <p>Source: {@code klp_init_object_loaded()}, kernel/livepatch/core.c, and {@code
   * arch_klp_init_object_loaded()}, arch/x86/kernel/livepatch.c, Linux 5.4; the change, {@code
   * klp_apply_section_relocs()}, include/linux/livepatch.h, Linux 6.1.
   */
  LATE_RELOCATIONS
}
