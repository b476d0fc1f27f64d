package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.driver.command.SearchPath;
import io.klpforge.driver.kernel.Toolchain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small 6.12 that the program builds with clang and lld from its tree: IBT, kCFI, no LTO. */
@Tag("kernel")
class ClangKernelTest {
  private static final String CLANG = "clang-19";
  private static final String ASKED = "KLPFORGE_TEST_CLANG";

  @TempDir private Path directory;

  @Test
  void patchedFunctionsRunAsTheOthers() throws IOException {
    assumeTrue(
        System.getenv(ASKED) != null,
        "not supported yet: objects with init code fail, and the kernel takes a quarter of an hour;"
            + " to try, set "
            + ASKED
            + "=yes");
    assumeTrue(SearchPath.find(CLANG).isPresent(), CLANG + " is not here");
    SmallKernel kernel =
        SmallKernel.of(
            StockKernel.requireModern().source(),
            new Toolchain(CLANG, true),
            List.of("small.config", "clang.config"),
            directory.resolve("kernel"));
    ObjectFile module = ElfReader.read(new Machinery(kernel, directory).require());
    Machinery.requireSections(
        module,
        ".altinstructions",
        ".cfi_sites",
        ".ibt_endbr_seal",
        ".kcfi_traps",
        ".orc_unwind",
        ".retpoline_sites",
        ".return_sites",
        ".static_call_sites",
        "__jump_table");
  }
}
