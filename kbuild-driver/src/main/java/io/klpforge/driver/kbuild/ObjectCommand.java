package io.klpforge.driver.kbuild;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.report.Failure;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Kbuild wrote down of how it made an object.
 *
 * <p>Source: scripts/Kbuild.include (6.1), {@code if_changed}: the first line is {@code cmd_TARGET
 * := COMMAND}, {@code savedcmd_TARGET} from 6.2 on.
 *
 * @param line that first line
 */
record ObjectCommand(String line) {
  private static final Pattern NAME = Pattern.compile("-DKBUILD_MODNAME='?\\\\?\"(\\S+?)\\\\?\"'?");

  /** Reads the {@code .cmd} file of an object below {@code directory}. */
  static ObjectCommand of(Path directory, String object) {
    Path file = ObjectFiles.command(directory, object);
    return new ObjectCommand(
        Disk.lines(file).stream()
            .findFirst()
            .orElseThrow(() -> new Failure(file + ": empty; Kbuild writes the command there")));
  }

  /** {@return whether it was compiled to go into a module} */
  boolean isModule() {
    return (line + " ").contains(" -DMODULE ");
  }

  /** {@return the module it was compiled for, or would be; several are joined by colons} */
  String moduleName() {
    Matcher matcher = NAME.matcher(line);
    return matcher.find() ? matcher.group(1) : "";
  }

  /**
   * {@return whether the command agrees that the object is linked into {@code owner}}
   *
   * @param owner {@code vmlinux} or a module's name
   */
  boolean agreesWith(String owner) {
    if (!isModule()) {
      return owner.equals("vmlinux");
    }
    return java.util.Arrays.asList(moduleName().split(":", -1)).contains(owner);
  }
}
