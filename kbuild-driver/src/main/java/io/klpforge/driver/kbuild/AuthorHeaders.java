package io.klpforge.driver.kbuild;

import io.klpforge.driver.cache.Disk;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Headers for authors of patches, put into a workspace where the tree has none of that name. */
final class AuthorHeaders {
  private static final Map<String, String> PLACES =
      Map.of(
          "livepatch_helpers.h", "include/linux/livepatch_helpers.h",
          "kpatch-macros.h", "include/kpatch-macros.h",
          "kpatch-syscall.h", "include/kpatch-syscall.h");

  private AuthorHeaders() {}

  /**
   * Puts them into {@code tree}, also where an earlier klpforge left its own.
   *
   * @param source what the tree was made of; its own headers of these names stay
   */
  static void put(Path source, Path tree) {
    PLACES.forEach(
        (name, place) -> {
          if (!Disk.present(source.resolve(place))) {
            put(Resource.bytes("headers/" + name), tree.resolve(place));
          }
        });
  }

  /** What stays as it is keeps its time, so that nothing is made again. */
  private static void put(byte[] content, Path header) {
    if (!Disk.present(header) || !Arrays.equals(content, Disk.bytes(header))) {
      Disk.write(header, content);
    }
  }
}
