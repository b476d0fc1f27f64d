package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.klpforge.diff.elf.ElfReader;
import io.klpforge.driver.command.SearchPath;
import io.klpforge.driver.kernel.Toolchain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small 6.12 with IBT that the program builds from its tree, by gcc, or by clang with kCFI. */
@Tag("kernel")
class IbtTreeKernelTest {
  private static final String CLANG = "clang-19";
  private static final String GCC = "KLPFORGE_TEST_IBT_GCC";

  @TempDir private Path directory;

  /** clang marks only those entries that are called through pointers, so none is sealed. */
  @Test
  void patchedFunctionsOfClangRunAsTheOthers() throws IOException {
    for (String tool : List.of(CLANG, "ld.lld-19", "llvm-ar-19")) {
      assumeTrue(SearchPath.find(tool).isPresent(), tool + " is not here");
    }
    requireSections(new Toolchain(CLANG, true), ".cfi_sites", "__kcfi_traps");
  }

  /** Debian's kernel, which gcc compiled with the same options, is what every run tries. */
  @Test
  void patchedFunctionsOfGccRunAsTheOthers() throws IOException {
    assumeTrue(
        System.getenv(GCC) != null,
        "another kernel takes ten minutes; to try, set " + GCC + "=yes");
    requireSections(SmallKernel.toolchain(StockKernel.requireModern()), ".call_sites");
  }

  private void requireSections(Toolchain toolchain, String... own) throws IOException {
    SmallKernel kernel =
        SmallKernel.of(
            StockKernel.requireModern().source(),
            toolchain,
            List.of("small.config", "ibt.config"),
            directory.resolve("kernel"));
    Path module = new Machinery(kernel, directory).require();
    Machinery.requireSections(ElfReader.read(module), own);
    Machinery.requireSections(
        ElfReader.read(module),
        ".altinstructions",
        ".orc_unwind",
        ".retpoline_sites",
        ".return_sites",
        ".static_call_sites",
        "__jump_table");
  }
}
