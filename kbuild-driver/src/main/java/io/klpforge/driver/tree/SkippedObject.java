package io.klpforge.driver.tree;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Objects in a build tree that hold no code of the running kernel of their own.
 *
 * <p>Source: scripts/Makefile.build, scripts/Makefile.modfinal, scripts/link-vmlinux.sh, Linux 6.1.
 */
public enum SkippedObject {
  /** Written by modpost: what a module needs and exports. */
  MODULE_DESCRIPTION("module descriptions", ".*\\.mod\\.o"),
  /** All objects of the kernel in one, and the lists that are linked in last. */
  WHOLE_KERNEL("whole kernels", "vmlinux\\.o|(.*/)?\\.vmlinux\\.export\\.o"),
  /** What the link of vmlinux or of kallsyms leaves behind. */
  TEMPORARY("temporary files", "(.*/)?\\.tmp_[^/]*\\.o"),
  /** The date and number of the build, different each time; Linux 6.1 on. */
  BUILD_DATE("build dates", "init/version-timestamp\\.o"),
  /** Runs before the kernel or outside it. */
  BOOT_CODE(
      "objects of boot code and vdso",
      "arch/[^/]+/(boot|purgatory|realmode)/.*"
          + "|(.*/)?vdso(32|64)?/.*"
          + "|drivers/firmware/efi/libstub/.*"),
  /** Programs that run on the machine that builds, and the first file system. */
  HOST_PROGRAM("objects of host programs", "(scripts|tools|usr|arch/[^/]+/tools)/.*"),
  /** Linked from objects that are compared themselves ({@code ld -r}). */
  LINKED("objects linked from others", "");

  private final String plural;
  private final Pattern path;

  SkippedObject(String plural, String path) {
    this.plural = plural;
    this.path = Pattern.compile(path);
  }

  /** {@return what they are, for people} */
  public String plural() {
    return plural;
  }

  /**
   * {@return why the object of that path is skipped}
   *
   * @param path from the top of the build tree, with slashes
   */
  static Optional<SkippedObject> of(String path) {
    return Arrays.stream(values()).filter(row -> row.path.matcher(path).matches()).findFirst();
  }
}
