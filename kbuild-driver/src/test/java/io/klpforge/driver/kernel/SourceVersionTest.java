package io.klpforge.driver.kernel;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.report.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceVersionTest {
  private static final KernelBanner DEBIAN =
      new KernelBanner(
          "Linux version 6.1.0-56-cloud-amd64 (debian-kernel@lists.debian.org) (gcc-12) #1 SMP"
              + " Debian 6.1.192-2 (2026-11-16)");

  @TempDir private Path tree;

  @Test
  void readsTheMakefile() throws IOException {
    Files.writeString(tree.resolve("Kbuild"), "");
    Files.writeString(
        tree.resolve("Makefile"),
        "VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 192\nEXTRAVERSION =\nNAME = X\n");
    assertEquals("6.1.192", SourceVersion.of(tree).text());
  }

  @Test
  void refusesWhatIsNoKernel() {
    assertThrows(Failure.class, () -> SourceVersion.of(tree));
  }

  @Test
  void readsDebiansBanner() {
    assertEquals("6.1.0-56-cloud-amd64", DEBIAN.release());
    assertEquals("6.1.192", DEBIAN.debianUpstream().orElseThrow());
  }

  @Test
  void refusesTheSourceOfAnotherVersion() {
    assertDoesNotThrow(() -> new SourceVersion("6.1.192").require(DEBIAN, tree));
    Failure failure =
        assertThrows(Failure.class, () -> new SourceVersion("6.1.190").require(DEBIAN, tree));
    assertTrue(failure.getMessage().contains("it is 6.1.190"), failure.getMessage());
  }

  @Test
  void comparesOtherKernelsWithTheirRelease() {
    KernelBanner banner = new KernelBanner("Linux version 6.1.19-klp (me) #1");
    assertDoesNotThrow(() -> new SourceVersion("6.1.19").require(banner, tree));
    assertThrows(Failure.class, () -> new SourceVersion("6.1.1").require(banner, tree));
  }
}
