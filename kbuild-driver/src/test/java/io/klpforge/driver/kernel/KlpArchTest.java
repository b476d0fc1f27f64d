package io.klpforge.driver.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ElfHeader;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.SymbolBinding;
import io.klpforge.diff.elf.SymbolPlace;
import io.klpforge.diff.elf.SymbolType;
import io.klpforge.diff.select.KernelFeature;
import io.klpforge.emit.write.ElfImage;
import io.klpforge.emit.write.ElfWriter;
import io.klpforge.emit.write.ImageSymbol;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KlpArchTest {
  private static final Set<KernelFeature> LATE = Set.of(KernelFeature.LATE_RELOCATIONS);

  @TempDir Path tree;

  private static ObjectFile vmlinux(String... functions) {
    ElfHeader header =
        new ElfHeader(ElfConstants.ET_REL, ElfConstants.EM_X86_64, 0, 0, ByteOrder.LITTLE_ENDIAN);
    List<ImageSymbol> symbols =
        Stream.of(functions)
            .map(
                name ->
                    new ImageSymbol(
                        name,
                        SymbolType.FUNC,
                        SymbolBinding.GLOBAL,
                        0,
                        SymbolPlace.ABSOLUTE,
                        0x1000,
                        16))
            .toList();
    return ElfReader.read(ElfWriter.write(new ElfImage(header, List.of(), symbols)).toArray());
  }

  @Test
  void aKernelWithLivepatchesThatAppliesNothingEarlyWantsThem() {
    assertEquals(LATE, KlpArch.auto.features(vmlinux("klp_enable_patch")));
    assertEquals(
        Set.of(), KlpArch.auto.features(vmlinux("klp_enable_patch", "klp_apply_section_relocs")));
  }

  @Test
  void nothingIsGuessedOfAKernelWithoutLivepatches() {
    assertEquals(Set.of(), KlpArch.auto.features(vmlinux("start_kernel")));
  }

  @Test
  void whatIsAskedForCounts() throws IOException {
    Path header = Files.createDirectories(tree.resolve("include/linux")).resolve("livepatch.h");
    Files.writeString(header, "int klp_apply_section_relocs(void);\n");
    assertEquals(Set.of(), KlpArch.auto.features(tree));
    assertEquals(LATE, KlpArch.yes.features(tree));
    Files.writeString(header, "int klp_enable_patch(void);\n");
    assertEquals(LATE, KlpArch.auto.features(tree));
    assertEquals(Set.of(), KlpArch.no.features(tree));
    assertEquals(Set.of(), KlpArch.no.features(vmlinux("klp_enable_patch")));
    assertEquals(
        LATE, KlpArch.yes.features(vmlinux("klp_enable_patch", "klp_apply_section_relocs")));
  }
}
