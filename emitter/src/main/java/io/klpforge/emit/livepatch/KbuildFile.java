package io.klpforge.emit.livepatch;

import java.util.List;

/** The Kbuild file of the livepatch module. */
final class KbuildFile {
  private KbuildFile() {}

  /**
   * {@return the text of the Kbuild file}
   *
   * @param moduleName file name of the module without {@code .ko}; none of {@code parts} may have
   *     it too
   * @param parts file names without extension: of the C file, then of the objects, which lie there
   *     as {@code *.o_shipped}
   */
  static String text(String moduleName, List<String> parts) {
    String objects = String.join(" ", parts.stream().map(part -> part + ".o").toList());
    return "# SPDX-License-Identifier: GPL-2.0\n"
        + ("obj-m := " + moduleName + ".o\n")
        + (moduleName + "-y := " + objects + "\n");
  }
}
