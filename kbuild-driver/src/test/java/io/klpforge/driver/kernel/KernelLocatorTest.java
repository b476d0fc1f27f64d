package io.klpforge.driver.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.report.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelLocatorTest {
  private static final String R = "6.1.0-9-cloud-amd64";

  @TempDir private Path root;

  @Test
  void findsWhatDebiansPackagesBring() throws IOException {
    installAll();
    TargetKernel kernel = new KernelLocator(root, KernelOverrides.none()).locate(R);
    assertEquals(root.resolve("usr/lib/debug/boot/vmlinux-" + R), kernel.vmlinux());
    assertEquals(root.resolve("usr/src/linux-source-6.1.tar.xz"), kernel.source());
    assertEquals(Optional.of(root.resolve("boot/vmlinuz-" + R)), kernel.vmlinuz());
    assertEquals(Optional.empty(), kernel.debugModules());
  }

  @Test
  void takesNoStubForASystemMap() throws IOException {
    installAll();
    install(
        "boot/System.map-" + R,
        "ffffffffffffffff B The real System.map is in the linux-image-<version>-dbg package\n");
    Files.delete(root.resolve("usr/lib/debug/boot/System.map-" + R));
    Failure failure = missing();
    assertTrue(failure.getMessage().contains("System.map: not at"), failure.getMessage());
  }

  @Test
  void namesAllThatIsMissingWithItsPackages() {
    String message = missing().getMessage();
    for (String part : List.of("config:", "vmlinux with symbols:", "Module.symvers:", "source:")) {
      assertTrue(message.contains(part), message);
    }
    assertTrue(
        message.endsWith(
            "apt-get install linux-headers-"
                + R
                + " linux-image-"
                + R
                + " linux-image-"
                + R
                + "-dbg linux-source-6.1"),
        message);
  }

  @Test
  void prefersWhatIsGiven() throws IOException {
    installAll();
    Path own = Files.writeString(root.resolve("my.config"), "CONFIG_X=y\n");
    Optional<Path> no = Optional.empty();
    KernelOverrides given = new KernelOverrides(no, Optional.of(own), no, no, no, no);
    assertEquals(own, new KernelLocator(root, given).locate(R).config());
  }

  private Failure missing() {
    KernelLocator locator = new KernelLocator(root, KernelOverrides.none());
    return assertThrows(Failure.class, () -> locator.locate(R));
  }

  private void installAll() throws IOException {
    install("boot/config-" + R, "");
    install("boot/vmlinuz-" + R, "");
    install("usr/lib/debug/boot/vmlinux-" + R, "");
    install("usr/lib/debug/boot/System.map-" + R, "0000000000000000 D a\n");
    install("usr/src/linux-headers-" + R + "/Module.symvers", "");
    install("usr/src/linux-source-6.1.tar.xz", "");
    install("lib/modules/" + R + "/modules.order", "");
  }

  private void install(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
