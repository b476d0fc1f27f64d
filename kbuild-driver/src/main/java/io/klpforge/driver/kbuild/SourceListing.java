package io.klpforge.driver.kbuild;

import io.klpforge.driver.cache.Disk;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The files of a kernel source tree that are source.
 *
 * <p>A tree that was built in place also holds products. Taken into a workspace they would pass for
 * up to date ({@code VPATH} leads there), so they are left out: whatever Kbuild keeps a {@code
 * .NAME.cmd} for, the suffixes and directories it makes without, and output directories of {@code
 * O=} builds, known by their {@code source} link or {@code .config}.
 */
public final class SourceListing {
  private static final Set<String> GENERATED_DIRECTORIES =
      Set.of("include/config", "include/generated", "build", ".git", ".tmp_versions");

  private static final Set<String> GENERATED_FILES =
      Set.of(
          ".config",
          ".config.old",
          ".version",
          ".missing-syscalls.d",
          "Module.symvers",
          "System.map",
          "vmlinux",
          "vmlinux.o",
          "vmlinux.a",
          "vmlinux.symvers",
          "modules.order",
          "modules.builtin",
          "modules.builtin.modinfo",
          "modules-only.symvers");

  private static final List<String> GENERATED_SUFFIXES =
      List.of(".o", ".ko", ".a", ".mod", ".mod.c", ".cmd", ".o.d", ".order", ".i", ".symversions");

  private final Path tree;
  private final List<SourceFile> files = new ArrayList<>();

  private SourceListing(Path tree) {
    this.tree = tree;
  }

  /** {@return all source files below {@code tree}, sorted by path; links count as files} */
  public static List<SourceFile> of(Path tree) {
    List<Path> top = Disk.entries(tree);
    return top.parallelStream()
        .map(entry -> below(tree, entry))
        .flatMap(List::stream)
        .sorted(Comparator.comparing(SourceFile::path))
        .toList();
  }

  private static List<SourceFile> below(Path tree, Path entry) {
    SourceListing listing = new SourceListing(tree);
    boolean product = Disk.present(entry.resolveSibling("." + entry.getFileName() + ".cmd"));
    if (!product) {
      Disk.on(entry, () -> Files.walkFileTree(entry, listing.new Visit()));
    }
    return listing.files;
  }

  private final class Visit extends SimpleFileVisitor<Path> {
    private final Set<Path> products = new HashSet<>();

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
        throws IOException {
      if (isOutput(directory)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      try (Stream<Path> entries = Files.list(directory)) {
        entries.forEach(this::noteProduct);
      }
      return FileVisitResult.CONTINUE;
    }

    private void noteProduct(Path entry) {
      String name = entry.getFileName().toString();
      if (name.startsWith(".") && name.endsWith(".cmd")) {
        products.add(entry.resolveSibling(name.substring(1, name.length() - 4)));
      }
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String path = name(file);
      if (!products.contains(file) && !isGenerated(path, file.getFileName().toString())) {
        long modified = attributes.lastModifiedTime().to(TimeUnit.MICROSECONDS);
        files.add(new SourceFile(path, attributes.size(), modified));
      }
      return FileVisitResult.CONTINUE;
    }
  }

  private String name(Path file) {
    return tree.relativize(file).toString();
  }

  private boolean isOutput(Path directory) {
    String path = name(directory);
    return GENERATED_DIRECTORIES.contains(path)
        || path.matches("arch/[^/]+/include/generated")
        || Disk.present(directory.resolve(".config"))
        || Files.isSymbolicLink(directory.resolve("source"));
  }

  private static boolean isGenerated(String path, String name) {
    return GENERATED_FILES.contains(path)
        || name.equals("modules.order")
        || name.startsWith(".tmp_")
        || GENERATED_SUFFIXES.stream().anyMatch(name::endsWith);
  }
}
