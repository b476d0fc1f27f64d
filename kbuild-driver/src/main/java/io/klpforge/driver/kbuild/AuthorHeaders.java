package io.klpforge.driver.kbuild;

import io.klpforge.driver.cache.Disk;
import java.nio.file.Path;
import java.util.Map;

/** Headers for authors of patches, put into a workspace where the tree has none of that name. */
final class AuthorHeaders {
  private static final Map<String, String> PLACES =
      Map.of(
          "livepatch_helpers.h", "include/linux/livepatch_helpers.h",
          "kpatch-macros.h", "include/kpatch-macros.h",
          "kpatch-syscall.h", "include/kpatch-syscall.h");

  private AuthorHeaders() {}

  static void put(Path tree) {
    PLACES.forEach(
        (name, place) -> {
          Path header = tree.resolve(place);
          if (!Disk.present(header)) {
            Disk.write(header, Resource.bytes("headers/" + name));
          }
        });
  }
}
