package io.klpforge.driver.kbuild;

import io.klpforge.driver.kernel.KernelConfig;
import java.util.SortedSet;
import java.util.regex.Pattern;

/** Which options {@code olddefconfig} changed that it should not have. */
final class ConfigDrift {
  /**
   * Options that a rebuild may change and that no code depends on: lines Debian strips from what it
   * ships, and what Kconfig asks tools about.
   */
  private static final Pattern HARMLESS =
      Pattern.compile(
          "BUILD_SALT|MODULE_SIG_KEY|MODULE_SIG_ALL|SYSTEM_TRUSTED_KEYS|SYSTEM_REVOCATION_KEYS"
              + "|(CC|GCC|CLANG|AS|LD|LLD|RUSTC|RUST|BINDGEN|PAHOLE|TOOLS)_.*");

  private ConfigDrift() {}

  /** {@return the names of options that differ and matter, sorted} */
  static SortedSet<String> between(KernelConfig shipped, KernelConfig made) {
    SortedSet<String> names = shipped.differences(made);
    names.removeIf(name -> HARMLESS.matcher(name).matches());
    return names;
  }
}
