package io.klpforge.driver.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhaseTimesTest {
  @TempDir private Path directory;

  @Test
  void remembersFromRunToRunWhateverTheFileIsCalled() {
    took("link a.ko", 4);
    took("link /tmp/b.ko", 5);
    took("link c.ko", 6);
    assertEquals(OptionalDouble.of(5), times().usual("link d.ko"));
    assertEquals(OptionalDouble.empty(), times().usual("verify d.ko"));
  }

  @Test
  void foretellsNothingWhereEarlierRunsDiffer() {
    took("compile 2 objects", 2);
    took("compile 2 objects", 7);
    assertEquals(OptionalDouble.empty(), times().usual("compile 2 objects"));
  }

  @Test
  void keepsTheLastFive() throws IOException {
    for (int seconds = 2; seconds <= 9; seconds++) {
      took("link", seconds);
    }
    assertEquals(List.of("5.0 6.0 7.0 8.0 9.0\tlink"), Files.readAllLines(file()));
  }

  @Test
  void keepsNothingOfARunThatFailed() {
    times().took("link", 4);
    assertEquals(OptionalDouble.empty(), times().usual("link"));
  }

  @Test
  void makesNoDirectoryForItself() {
    Path nowhere = directory.resolve("cache/phase-times");
    PhaseTimes times = PhaseTimes.of(nowhere);
    times.took("link", 4);
    times.keep();
    assertFalse(Files.exists(nowhere.getParent()));
  }

  @Test
  void aDamagedFileIsAsIfNothingWereKnown() throws IOException {
    Files.write(file(), new byte[] {(byte) 0xff, '4', '\t', 'x', '\n'});
    assertEquals(OptionalDouble.empty(), times().usual("x"));
    took("link", 4);
    assertEquals(OptionalDouble.of(4), times().usual("link"));
  }

  private void took(String what, double seconds) {
    PhaseTimes times = times();
    times.took(what, seconds);
    times.keep();
  }

  private PhaseTimes times() {
    return PhaseTimes.of(file());
  }

  private Path file() {
    return directory.resolve("phase-times");
  }
}
