package io.klpforge.driver.kbuild;

import io.klpforge.driver.cache.Disk;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps the target's release where Kbuild would put the tree's own.
 *
 * <p>A module's vermagic is {@code UTS_RELEASE}; Debian's release is not what its source says of
 * itself. {@code KERNELRELEASE=} on the command line keeps {@code utsrelease.h}; only {@code
 * kernel.release} is written anew by each call that runs {@code prepare}.
 *
 * @param build the output directory
 * @param release the release, at most 64 characters
 */
record ReleasePin(Path build, String release) {

  /** Writes the release where it is not there already, so that times do not change for nothing. */
  void set() {
    put(build.resolve("include/config/kernel.release"), release + "\n");
    put(
        build.resolve("include/generated/utsrelease.h"),
        "#define UTS_RELEASE \"" + release + "\"\n");
  }

  private static void put(Path file, String text) {
    if (!Files.exists(file) || !Disk.text(file).equals(text)) {
      Disk.write(file, text);
    }
  }
}
