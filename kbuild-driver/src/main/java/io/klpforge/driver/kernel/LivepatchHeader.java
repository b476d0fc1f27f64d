package io.klpforge.driver.kernel;

import io.klpforge.diff.select.KernelFeature;
import io.klpforge.driver.cache.Disk;
import java.nio.file.Path;
import java.util.Set;

/**
 * What {@code include/linux/livepatch.h} of a source tree tells of the kernel's livepatch code.
 * Distributions bring changes back to old kernels, so versions would tell less.
 */
public final class LivepatchHeader {
  private static final String PLACE = "include/linux/livepatch.h";

  /** Declared since relocations against vmlinux are applied together with the ordinary ones. */
  private static final String EARLY = "klp_apply_section_relocs";

  private LivepatchHeader() {}

  /**
   * {@return what it does otherwise than that of Linux 5.8 and later}
   *
   * @throws io.klpforge.driver.report.Failure if the tree has no such header
   */
  public static Set<KernelFeature> features(Path sourceTree) {
    String header = Disk.text(sourceTree.resolve(PLACE));
    return header.contains(EARLY) ? Set.of() : Set.of(KernelFeature.LATE_RELOCATIONS);
  }
}
