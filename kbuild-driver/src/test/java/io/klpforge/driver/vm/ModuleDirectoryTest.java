package io.klpforge.driver.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.klpforge.driver.report.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleDirectoryTest {
  @TempDir Path root;

  @BeforeEach
  void writeModules() throws IOException {
    ModuleFixture.write(root.resolve("fs"), "btrfs", "depends=xor,raid6-pq", "name=btrfs");
    ModuleFixture.write(root.resolve("lib"), "xor", "depends=", "name=xor");
    ModuleFixture.write(root.resolve("lib"), "raid6-pq", "depends=xor", "name=raid6_pq");
    ModuleFixture.write(root.resolve("odd"), "a", "depends=b");
    ModuleFixture.write(root.resolve("odd"), "b", "depends=a");
  }

  @Test
  void putsEachModuleBehindWhatItNeedsAndOnlyOnce() {
    assertEquals(List.of("xor", "raid6_pq", "btrfs"), names("raid6_pq", "btrfs", "xor"));
  }

  @Test
  void takesTheNameWithEitherDash() {
    assertEquals(names("raid6-pq"), names("raid6_pq"));
  }

  @Test
  void takesAFileForAModule() {
    String file = root.resolve("lib/xor.ko").toString();
    List<KernelModule> modules = ModuleDirectory.none().inLoadOrder(List.of(file));
    assertEquals("xor", modules.get(0).name());
  }

  @Test
  void saysThatAModuleIsNotThere() {
    Failure failure = assertThrows(Failure.class, () -> names("nope"));
    assertEquals(root + ": there is no module nope", failure.getMessage());
  }

  @Test
  void refusesACircle() {
    assertThrows(Failure.class, () -> names("a"));
  }

  private List<String> names(String... wanted) {
    return ModuleDirectory.of(root).inLoadOrder(List.of(wanted)).stream()
        .map(KernelModule::name)
        .toList();
  }
}
