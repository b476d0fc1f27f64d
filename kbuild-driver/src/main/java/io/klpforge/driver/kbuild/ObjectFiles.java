package io.klpforge.driver.kbuild;

import io.klpforge.driver.cache.Disk;
import java.nio.file.Path;
import java.util.List;

/** The files Kbuild makes beside an object. */
final class ObjectFiles {
  private ObjectFiles() {}

  /** {@return where Kbuild keeps the command that made {@code object}} */
  static Path command(Path build, String object) {
    Path file = build.resolve(object);
    return file.resolveSibling("." + file.getFileName() + ".cmd");
  }

  /** {@return the path of the text that {@code object}'s source is preprocessed to} */
  static String preprocessed(String object) {
    return stem(object) + ".i";
  }

  /** {@return the path of the C source that {@code object} is compiled from} */
  static String source(String object) {
    return stem(object) + ".c";
  }

  /** {@return the object that a source file is compiled to} */
  static String object(String source) {
    return stem(source) + ".o";
  }

  /** Deletes an object, its preprocessed text, and what lies beside them. */
  static void delete(Path build, String object) {
    for (String product : List.of(object, preprocessed(object))) {
      Path file = build.resolve(product);
      String name = file.getFileName().toString();
      Disk.delete(file);
      for (String beside : List.of("." + name + ".cmd", "." + name + ".d", ".tmp_" + name)) {
        Disk.delete(file.resolveSibling(beside));
      }
    }
  }

  private static String stem(String path) {
    return path.substring(0, path.length() - 2);
  }
}
