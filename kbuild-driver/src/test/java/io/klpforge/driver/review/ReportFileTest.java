package io.klpforge.driver.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.report.UsageError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
  @TempDir Path directory;

  @Test
  void theNameTellsTheKind() throws IOException {
    assertTrue(written("a.html").startsWith("<!DOCTYPE html>"));
    assertTrue(written("a.json").contains("\"format\" : 1"));
    assertTrue(written("a.sarif").contains("\"version\" : \"2.1.0\""));
  }

  private String written(String name) throws IOException {
    Path file = directory.resolve(name);
    new ReportFile(file).write(SampleReview.unchanged());
    return Files.readString(file);
  }

  @Test
  void whatCannotBeWrittenIsSaidBeforeAnythingIsBuilt() {
    UsageError kind =
        assertThrows(UsageError.class, () -> new ReportFile(directory.resolve("a.pdf")));
    assertTrue(kind.getMessage().endsWith("must end in one of .html .json .sarif"));
    UsageError place =
        assertThrows(UsageError.class, () -> new ReportFile(directory.resolve("no/a.html")));
    assertEquals(
        "--report " + directory.resolve("no/a.html") + ": its directory does not exist",
        place.getMessage());
  }
}
