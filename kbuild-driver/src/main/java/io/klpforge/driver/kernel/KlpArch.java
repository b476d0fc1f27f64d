package io.klpforge.driver.kernel;

import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.select.KernelFeature;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether to write {@code .klp.arch} sections, and livepatch relocations to go with them. */
public enum KlpArch {
  /** As the kernel reads them. */
  auto,
  /** As Linux 4.9 to 5.7 read them. */
  yes,
  /** As Linux 5.8 and later read livepatches. */
  no;

  private static final String LIVEPATCHES = "klp_enable_patch";
  private static final String EARLY = "klp_apply_section_relocs";

  /** {@return what the livepatch is to be made for}, where the kernel's source is at hand */
  public Set<KernelFeature> features(Path sourceTree) {
    return this == auto ? LivepatchHeader.features(sourceTree) : asked();
  }

  /**
   * {@return what the livepatch is to be made for}, where only the kernel is at hand: a kernel with
   * livepatches and without the function that applies relocations early applies them late
   */
  public Set<KernelFeature> features(ObjectFile vmlinux) {
    if (this != auto) {
      return asked();
    }
    Set<String> names =
        vmlinux.symbols().stream()
            .filter(symbol -> !symbol.isUndefined())
            .map(Symbol::name)
            .filter(name -> name.equals(LIVEPATCHES) || name.equals(EARLY))
            .collect(Collectors.toSet());
    return names.equals(Set.of(LIVEPATCHES)) ? Set.of(KernelFeature.LATE_RELOCATIONS) : Set.of();
  }

  private Set<KernelFeature> asked() {
    return this == yes ? Set.of(KernelFeature.LATE_RELOCATIONS) : Set.of();
  }
}
