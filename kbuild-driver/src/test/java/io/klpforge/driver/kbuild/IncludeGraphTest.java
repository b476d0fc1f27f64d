package io.klpforge.driver.kbuild;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.driver.cache.Disk;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncludeGraphTest {
  @TempDir private Path tree;

  @BeforeEach
  void write() {
    file("include/linux/a.h", "#include <asm/g.h>\n");
    file("include/asm-generic/g.h", "");
    file("build/arch/x86/include/generated/asm/g.h", "#include <asm-generic/g.h>\n");
    file("fs/one.c", "#include <linux/a.h>\n# include \"internal.h\"\n");
    file("fs/internal.h", "");
    file("mm/two.c", "#include \"internal.h\"\n");
    file("mm/internal.h", "#include <linux/a.h>\n");
    file("mm/off.c", "#include <linux/a.h>\n");
    file("kernel/rt.c", "#include \"sub/deep.h\"\n");
    file("kernel/policy.c", "#include \"rt.c\"\n");
    file("other/include/sub/deep.h", "");
  }

  @Test
  void goesThroughHeadersAndGeneratedWrappers() {
    assertSeen(Set.of("fs/one.o", "mm/two.o"), "include/asm-generic/g.h");
  }

  @Test
  void takesAQuotedNameForTheFileBeside() {
    assertSeen(Set.of("fs/one.o"), "fs/internal.h");
  }

  @Test
  void takesANameFoundNowhereForAnyFileOfThatEnd() {
    assertSeen(Set.of("kernel/policy.o", "kernel/rt.o"), "other/include/sub/deep.h");
  }

  @Test
  void knowsSourcesIncludedByOthers() {
    assertSeen(Set.of("kernel/policy.o"), "kernel/rt.c");
  }

  @Test
  void readsTheIndexOfAFinishedBuild() {
    Path build = tree.resolve("build");
    file(
        "build/fs/.one.o.cmd",
        """
        cmd_fs/one.o := gcc -c

        source_fs/one.o := ../fs/one.c

        deps_fs/one.o := \\
            $(wildcard include/config/X) \\
          ../include/linux/a.h \\
          arch/x86/include/generated/asm/g.h \\
        """);
    DependencyIndex.write(build, List.of("fs/one.o", "fs/none.o"), tree.resolve("index"));
    DependencyIndex index = DependencyIndex.read(tree.resolve("index"));
    assertEquals(Set.of("fs/one.o"), index.objectsSeeing(List.of("include/linux/a.h")));
    assertEquals(Set.of("fs/one.o"), index.objectsSeeing(List.of("fs/one.c")));
    assertEquals(Set.of(), index.objectsSeeing(List.of("fs/internal.h")));
    assertEquals(
        Set.of("include/linux/a.h", "arch/x86/include/generated/asm/g.h"),
        index.includedBy(List.of("fs/one.o")));
    assertEquals(Set.of(), index.includedBy(List.of("fs/none.o")));
  }

  @Test
  void knowsWhatAnObjectIncludes() {
    assertEquals(
        Set.of(
            "mm/internal.h",
            "include/linux/a.h",
            "include/asm-generic/g.h",
            "arch/x86/include/generated/asm/g.h"),
        graph().includedBy(List.of("mm/two.o")));
  }

  private void assertSeen(Set<String> objects, String path) {
    assertEquals(objects, graph().objectsSeeing(List.of(path)));
  }

  private IncludeGraph graph() {
    return IncludeGraph.scan(
        tree,
        tree.resolve("build"),
        List.of("fs/one.o", "mm/two.o", "kernel/rt.o", "kernel/policy.o"));
  }

  private void file(String path, String text) {
    Disk.write(tree.resolve(path), text);
  }
}
