package io.klpforge.driver.run;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** Everything below a directory: names, kinds, permissions, times of change, contents. */
final class TreeDigest {
  private TreeDigest() {}

  /** {@return a line for each thing below {@code tree}, by its path} */
  static Map<String, String> of(Path tree) throws IOException {
    Map<String, String> lines = new TreeMap<>();
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            lines.put(tree.relativize(directory).toString(), line(directory, attributes));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            lines.put(tree.relativize(file).toString(), line(file, attributes));
            return FileVisitResult.CONTINUE;
          }
        });
    return lines;
  }

  private static String line(Path path, BasicFileAttributes attributes) throws IOException {
    String what = attributes.isDirectory() ? "directory" : content(path, attributes);
    String mode =
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    return what + " " + mode + " " + attributes.lastModifiedTime();
  }

  private static String content(Path path, BasicFileAttributes attributes) throws IOException {
    if (attributes.isSymbolicLink()) {
      return "link " + Files.readSymbolicLink(path);
    }
    CRC32C sum = new CRC32C();
    sum.update(Files.readAllBytes(path));
    return attributes.size() + " bytes " + sum.getValue();
  }
}
