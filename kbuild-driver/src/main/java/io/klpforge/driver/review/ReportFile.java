package io.klpforge.driver.review;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.report.UsageError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A report to write: what kind it is, its name tells.
 *
 * @param file is replaced if it is there
 */
public record ReportFile(Path file) {

  /** Kinds of reports, by the ending of their names. */
  private enum Kind {
    HTML,
    JSON,
    SARIF;

    private String text(Review review) {
      return switch (this) {
        case HTML -> HtmlReport.of(review);
        case JSON -> JsonReport.of(review);
        case SARIF -> SarifReport.of(review);
      };
    }

    private String ending() {
      return "." + name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Before anything is built: could the report be written?
   *
   * @throws UsageError if its name does not tell its kind, or its directory is not there
   */
  public ReportFile {
    if (Arrays.stream(Kind.values()).noneMatch(kind -> file.toString().endsWith(kind.ending()))) {
      throw new UsageError(
          "--report "
              + file
              + ": the name must end in one of "
              + Arrays.stream(Kind.values()).map(Kind::ending).collect(Collectors.joining(" ")));
    }
    if (!Files.isDirectory(file.toAbsolutePath().getParent())) {
      throw new UsageError("--report " + file + ": its directory does not exist");
    }
  }

  /** Writes the report. */
  public void write(Review review) {
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(one -> file.toString().endsWith(one.ending()))
            .findFirst()
            .orElseThrow();
    Disk.write(file, kind.text(review) + "\n");
  }
}
