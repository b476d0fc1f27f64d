package io.klpforge.driver.tree;

import io.klpforge.driver.cache.Disk;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The objects of one build tree. */
record ObjectTree(Path top, NavigableSet<String> paths) {
  private static final String OBJECT = ".o";

  /**
   * Lists a tree; symbolic links to directories, such as Kbuild's {@code source}, are not followed.
   *
   * @throws io.klpforge.driver.report.Failure if a directory cannot be read
   */
  static ObjectTree of(Path top) {
    NavigableSet<String> paths = new TreeSet<>();
    Disk.on(top, () -> Files.walkFileTree(top, new Collector(top, paths)));
    return new ObjectTree(top, paths);
  }

  /** {@return the file of one of the paths} */
  Path file(String path) {
    return top.resolve(path);
  }

  private static final class Collector extends SimpleFileVisitor<Path> {
    private final Path top;
    private final NavigableSet<String> paths;

    Collector(Path top, NavigableSet<String> paths) {
      this.top = top;
      this.paths = paths;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!attributes.isDirectory() && isObject(file)) {
        paths.add(top.relativize(file).toString().replace('\\', '/'));
      }
      return FileVisitResult.CONTINUE;
    }

    private static boolean isObject(Path file) {
      return file.getFileName().toString().endsWith(OBJECT);
    }
  }
}
