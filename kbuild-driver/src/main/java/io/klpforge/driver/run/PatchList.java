package io.klpforge.driver.run;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.patch.PatchFile;
import io.klpforge.driver.report.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The patches that were compiled, written down so that a later run that begins with their objects
 * knows them.
 *
 * @param work holds {@code 2-patched}
 */
record PatchList(Path work) {
  private static final String BETWEEN = "  ";

  /**
   * A patch.
   *
   * @param name of its file, without the directory
   * @param sha256 in hexadecimal digits
   */
  record Entry(String name, String sha256) {}

  /** Writes a line for each, as {@code sha256sum} does. */
  void write(List<PatchFile> patches) {
    StringBuilder lines = new StringBuilder();
    for (PatchFile patch : patches) {
      lines.append(patch.sha256()).append(BETWEEN).append(patch.file().getFileName()).append('\n');
    }
    Disk.write(file(), lines.toString());
  }

  /**
   * {@return the patches an earlier run wrote}
   *
   * @throws Failure if it did not come that far
   */
  List<Entry> read() {
    if (!Files.exists(file())) {
      throw new Failure(
          work + ": does not tell which patches were compiled\n    begin with --from orig");
    }
    return Disk.lines(file()).stream()
        .map(line -> line.split(BETWEEN, 2))
        .map(fields -> new Entry(fields[1], fields[0]))
        .toList();
  }

  private Path file() {
    return work.resolve("2-patched").resolve("patches");
  }
}
