package io.klpforge.driver.run;

import io.klpforge.driver.report.UsageError;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Names livepatch modules, the way kpatch-build does. */
final class ModuleName {
  /** {@code MODULE_NAME_LEN} less the NUL; include/linux/module.h, Linux 6.1. */
  private static final int LONGEST = 55;

  private static final String PREFIX = "livepatch-";

  private ModuleName() {}

  /**
   * {@return the name to use}: the one asked for, else {@code livepatch-} and the patch's, else
   * {@code livepatch-patch} for several
   *
   * @throws UsageError if nothing of the name asked for can be used
   */
  static String of(Optional<String> asked, List<Path> patches) {
    String name = asked.orElseGet(() -> PREFIX + stem(patches));
    String clean = name.replaceAll("[^A-Za-z0-9_-]", "-");
    if (clean.replace("-", "").isEmpty()) {
      throw new UsageError("--name " + name + ": a module's name needs letters or digits");
    }
    return clean.substring(0, Math.min(LONGEST, clean.length()));
  }

  /**
   * {@return the name of the module that patches one kernel object}: the build's and the object's
   *
   * @throws UsageError if nothing of the build's fits before the object's
   */
  static String ofObject(String build, String object) {
    int room = LONGEST - object.length() - 1;
    if (room < 1) {
      throw new UsageError(
          "--split: a name of "
              + LONGEST
              + " characters has no room for that of the module patched, "
              + object);
    }
    return build.substring(0, Math.min(room, build.length())) + "-" + object;
  }

  private static String stem(List<Path> patches) {
    String file = patches.get(0).getFileName().toString();
    return patches.size() > 1 ? "patch" : file.replaceFirst("\\.(patch|diff)$", "");
  }
}
