package io.klpforge.driver.kbuild;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanedBuildTest {
  @TempDir private Path home;

  @Test
  void endsOnlyWhatWorksThereForUs() throws IOException {
    Process ours = start(home, OrphanedBuild.MARK);
    Process someoneElses = start(home, "me");
    Process elsewhere = start(home.getParent(), OrphanedBuild.MARK);
    OrphanedBuild.end(home);
    assertFalse(ours.isAlive());
    assertTrue(someoneElses.isAlive());
    assertTrue(elsewhere.isAlive());
    someoneElses.destroyForcibly();
    elsewhere.destroyForcibly();
  }

  private static Process start(Path directory, String user) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sleep", "60").directory(directory.toFile());
    builder.environment().put("KBUILD_BUILD_USER", user);
    return builder.start();
  }
}
