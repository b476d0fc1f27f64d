package io.klpforge.driver.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.klpforge.diff.select.KernelFeature;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.report.Failure;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LivepatchHeaderTest {
  @TempDir private Path tree;

  private Set<KernelFeature> features(String header) {
    Disk.write(tree.resolve("include/linux/livepatch.h"), header);
    return LivepatchHeader.features(tree);
  }

  @Test
  void tellsWhenRelocationsAreApplied() {
    assertEquals(
        Set.of(),
        features("int klp_apply_section_relocs(struct module *pmod, Elf_Shdr *sechdrs,\n"));
    assertEquals(
        Set.of(KernelFeature.LATE_RELOCATIONS),
        features("void arch_klp_init_object_loaded(struct klp_patch *patch,\n"));
  }

  @Test
  void failsWithoutTheHeader() {
    assertThrows(Failure.class, () -> LivepatchHeader.features(tree));
  }
}
