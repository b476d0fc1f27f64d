package io.klpforge.diff.golden;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A run of {@code fixtures/rebuild} with one compiler, into a folder of its own. */
record Rebuild(String machine, String compiler, Path folder) {

  /** {@return whether there is such a command} */
  static boolean isHere(String command) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
  }

  /** Compiles all cases; fails with what the compiler said. */
  void run(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Fixture.root().resolve("rebuild").toAbsolutePath().toString());
    command.addAll(List.of("--machine", machine, "--compiler", compiler));
    command.addAll(List.of("--to", folder.toString()));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(String.join(" ", command) + " failed:\n" + said);
    }
  }
}
