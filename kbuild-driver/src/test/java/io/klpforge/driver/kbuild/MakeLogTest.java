package io.klpforge.driver.kbuild;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MakeLogTest {
  @TempDir private Path directory;

  @Test
  void tellsEachObjectOnceWhenItsLineIsWhole() throws IOException {
    Path file = directory.resolve("make.log");
    append(file, "  CC      earlier.o\n");
    MakeLog log = MakeLog.atEndOf(file);
    append(file, "  CC      kernel/fork.o\n  LD      vmlinux\n  CC [M]  fs/minix/in");
    assertEquals(List.of("kernel/fork.o"), log.newlyCompiled());
    append(file, "ode.o\n");
    assertEquals(List.of("fs/minix/inode.o"), log.newlyCompiled());
    assertEquals(List.of(), log.newlyCompiled());
  }

  @Test
  void aLogThatIsNotThereYetTellsNothing() throws IOException {
    Path file = directory.resolve("make.log");
    MakeLog log = MakeLog.atEndOf(file);
    assertEquals(List.of(), log.newlyCompiled());
    append(file, "  CC      kernel/fork.o\n");
    assertEquals(List.of("kernel/fork.o"), log.newlyCompiled());
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
