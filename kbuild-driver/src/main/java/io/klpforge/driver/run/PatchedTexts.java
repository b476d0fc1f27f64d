package io.klpforge.driver.run;

import io.klpforge.diff.source.SourceVersions;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.kbuild.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The source of a build: a tree, and the files in it that the patch changes.
 *
 * @param tree where the objects were compiled; debug information names files below it
 * @param source the tree without the patch
 * @param plain the changed files
 * @param numbered the same as they were compiled, with {@code #line} directives
 */
record PatchedTexts(Path tree, Path source, Path plain, Path numbered)
    implements SourceVersions.Texts {

  static PatchedTexts of(Workspace workspace, Path work) {
    Path texts = work.resolve("0-source");
    return new PatchedTexts(
        workspace.tree(),
        workspace.request().source().directory(),
        texts.resolve("plain"),
        texts.resolve("numbered"));
  }

  @Override
  public Optional<String> orig(String file) {
    return read(source, file);
  }

  @Override
  public Optional<String> patched(String file) {
    return read(plain, file).or(() -> orig(file));
  }

  @Override
  public Optional<String> compiled(String file) {
    return read(numbered, file).or(() -> patched(file));
  }

  @Override
  public List<String> changed() {
    return Disk.on(plain, () -> filesOf(plain));
  }

  private List<String> filesOf(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /** Compilers name files absolutely, or from the build directory, which is one below the tree. */
  @Override
  public String shown(String file) {
    Path path = Path.of(file).normalize();
    if (path.isAbsolute()) {
      return path.startsWith(tree) ? tree.relativize(path).toString() : path.toString();
    }
    int above = 0;
    while (above + 1 < path.getNameCount() && path.getName(above).toString().equals("..")) {
      above++;
    }
    return path.subpath(above, path.getNameCount()).toString();
  }

  private Optional<String> read(Path directory, String file) {
    Path path = directory.resolve(shown(file));
    return Files.isRegularFile(path) ? Optional.of(Disk.text(path)) : Optional.empty();
  }
}
