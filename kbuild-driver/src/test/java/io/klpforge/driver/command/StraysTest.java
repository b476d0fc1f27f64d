package io.klpforge.driver.command;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StraysTest {
  @TempDir private Path home;

  @Test
  void endsOnlyWhatWorksThereForUs() throws IOException {
    Process ours = start(home, Strays.MARK);
    Process someoneElses = start(home, "SOMETHING_ELSE");
    Process elsewhere = start(home.getParent(), Strays.MARK);
    Strays.end(home);
    assertFalse(ours.isAlive());
    assertTrue(someoneElses.isAlive());
    assertTrue(elsewhere.isAlive());
    someoneElses.destroyForcibly();
    elsewhere.destroyForcibly();
  }

  private static Process start(Path directory, String variable) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sleep", "60").directory(directory.toFile());
    builder.environment().put(variable, "1");
    return builder.start();
  }
}
