package io.klpforge.driver.kbuild;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.patch.CodeText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One of the texts that a source file has in the course of a series of patches.
 *
 * @param code digest of what it says to the compiler; comments do not count
 * @param file where the text lies; empty: the source has no such file
 */
public record FileVersion(String code, Optional<Path> file) {
  private static final FileVersion ABSENT = new FileVersion("absent", Optional.empty());

  /** {@return the version that a file holds, or the absent one if there is none} */
  public static FileVersion of(Path file) {
    if (!Files.exists(file)) {
      return ABSENT;
    }
    String name = file.getFileName().toString();
    boolean isCode = name.endsWith(".c") || name.endsWith(".h");
    String text = Disk.latin1(file);
    String code = new Digest().add(isCode ? CodeText.of(text) : text).text();
    return new FileVersion(code, Optional.of(file));
  }

  /** {@return whether the compiler cannot tell the two apart} */
  public boolean isSameCode(FileVersion other) {
    return code.equals(other.code);
  }
}
