package io.klpforge.driver.kbuild;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.check.Finding;
import io.klpforge.driver.cache.Disk;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjtoolWarningsTest {
  @TempDir private Path directory;

  @Test
  void everyComplaintIsAFindingOnce() {
    Path log = directory.resolve("link.log");
    Disk.write(
        log,
        """
          LD [M]  /tmp/module/fix.o
        /tmp/module/fix.o: warning: objtool: f+0x12: unreachable instruction
        /tmp/module/fix.o: warning: objtool:   f+0x0: (branch)
        /tmp/module/fix.o: warning: objtool: f+0x12: unreachable instruction
        fix.o: error: objtool: g(): no ENDBR
        fix.o: warning: objtool: klpforge_funcs_0+0x28: data relocation to !ENDBR: g+0x0
        fix.o: warning: objtool: ops+0x8: data relocation to !ENDBR: g+0x0
        /tmp/module/fix.c:3:1: warning: unused variable 'objtool'
        """);
    assertEquals(
        List.of(
            "objtool, which makes the module's tables, complains: f+0x12: unreachable instruction",
            "objtool, which makes the module's tables, complains: g(): no ENDBR",
            "objtool, which makes the module's tables, complains: ops+0x8: data relocation to"
                + " !ENDBR: g+0x0"),
        ObjtoolWarnings.in("fix.ko", log).stream().map(Finding::message).toList());
  }
}
