package io.klpforge.driver.kbuild;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.driver.cache.Disk;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceListingTest {
  @TempDir private Path tree;

  @Test
  void leavesOutWhatABuildInPlaceMade() {
    List<String> sources = List.of("Makefile", "include/linux/a.h", "k/a.c", "k/b.o_shipped");
    sources.forEach(path -> Disk.write(tree.resolve(path), "x"));
    for (String product :
        List.of(
            ".config",
            "vmlinux",
            ".vmlinux.cmd",
            ".git/HEAD",
            "include/config/auto.conf",
            "include/generated/autoconf.h",
            "arch/x86/include/generated/asm/x.h",
            "k/a.o",
            "k/.a.o.cmd",
            "k/table.h",
            "k/.table.h.cmd",
            "out/.config",
            "out/k/a.c")) {
      Disk.write(tree.resolve(product), "x");
    }
    assertEquals(sources, SourceListing.of(tree).stream().map(SourceFile::path).toList());
  }
}
