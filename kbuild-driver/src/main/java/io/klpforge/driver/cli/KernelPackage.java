package io.klpforge.driver.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of the target kernel that {@code klpforge build --kernel RELEASE} reads.
 *
 * @param file below the root
 * @param debianPackage the package that holds it
 */
record KernelPackage(String file, String debianPackage) {

  /** {@return what is needed for {@code release}, where Debian's packages put it} */
  static List<KernelPackage> of(String release) {
    return List.of(
        new KernelPackage("boot/vmlinuz-" + release, "linux-image-" + release),
        new KernelPackage("boot/config-" + release, "linux-image-" + release),
        new KernelPackage("lib/modules/" + release + "/kernel", "linux-image-" + release),
        new KernelPackage(
            "usr/lib/debug/boot/vmlinux-" + release, "linux-image-" + release + "-dbg"),
        new KernelPackage(
            "usr/src/linux-headers-" + release + "/Module.symvers", "linux-headers-" + release),
        new KernelPackage(
            "usr/src/linux-source-" + series(release) + ".tar.xz",
            "linux-source-" + series(release)));
  }

  /** {@return whether it is there} */
  boolean isIn(Path root) {
    return Files.exists(root.resolve(file));
  }

  /** {@return the first two numbers of a release, which name its source package} */
  private static String series(String release) {
    String[] parts = release.split("[.-]", 3);
    return parts.length < 2 ? release : parts[0] + "." + parts[1];
  }
}
