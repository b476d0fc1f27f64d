package io.klpforge.driver.tree;

import io.klpforge.driver.cache.Disk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells objects that the linker made of other objects, such as {@code fs/ext4/ext4.o}.
 *
 * <p>Kbuild keeps beside each file the command that made it, {@code .ext4.o.cmd}; its first line is
 * {@code cmd_fs/ext4/ext4.o := ld ... -r -o ...}, {@code savedcmd_} from Linux 6.3 on.
 *
 * <p>Source: cmd_ld_multi_m, scripts/Makefile.build, Linux 6.1.
 */
final class LinkedObject {
  private static final Pattern LINK =
      Pattern.compile("(saved)?cmd_\\S+ :=\\s*\\S*ld(\\.[a-z]+)?(-[0-9]+)?\\s(.*\\s)?-r\\s.*");

  private LinkedObject() {}

  /** {@return whether the command beside the object says so; false where there is none} */
  static boolean isLinked(Path object) {
    Path command = object.resolveSibling("." + object.getFileName() + ".cmd");
    if (!Files.isRegularFile(command)) {
      return false;
    }
    List<String> lines = Disk.lines(command);
    return !lines.isEmpty() && LINK.matcher(lines.get(0)).matches();
  }
}
