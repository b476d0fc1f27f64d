package io.klpforge.driver.run;

import io.klpforge.diff.dwarf.DebugInfo;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.source.SourceVersions;
import io.klpforge.driver.cache.Disk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The source of two objects, found by what their debug information says.
 *
 * @param orig the directory that the compiler of the original was called in
 * @param patched the same for the patched object
 */
public record ObjectTexts(Path orig, Path patched) implements SourceVersions.Texts {

  /**
   * {@return the source of two objects}; none where both were compiled in one directory, which
   * cannot hold both versions
   *
   * @param origSource another directory in the place of the one that the original names
   * @param patchedSource likewise
   */
  public static SourceVersions of(
      Path orig, Path patched, Optional<Path> origSource, Optional<Path> patchedSource) {
    Path before = origSource.orElseGet(() -> directory(orig)).toAbsolutePath().normalize();
    Path after = patchedSource.orElseGet(() -> directory(patched)).toAbsolutePath().normalize();
    return before.equals(after)
        ? SourceVersions.NONE
        : new SourceVersions(new ObjectTexts(before, after));
  }

  /** What cannot be read has been said, or will be, by whoever needs it. */
  private static Path directory(Path object) {
    try {
      return DebugInfo.of(ObjectDiffer.read(object))
          .map(info -> Path.of(info.directory()))
          .orElse(Path.of(""));
    } catch (MalformedElfException e) {
      return Path.of("");
    }
  }

  @Override
  public Optional<String> orig(String file) {
    return read(orig, file);
  }

  @Override
  public Optional<String> patched(String file) {
    return read(patched, file);
  }

  @Override
  public String shown(String file) {
    Path path = Path.of(file);
    Path below = path.startsWith(orig) ? orig.relativize(path) : path;
    return (path.startsWith(patched) ? patched.relativize(path) : below).normalize().toString();
  }

  /** A file below the directory of the other version means the same one below this. */
  private Optional<String> read(Path directory, String file) {
    Path path = directory.resolve(shown(file)).normalize();
    return Files.isRegularFile(path) ? Optional.of(Disk.text(path)) : Optional.empty();
  }
}
