package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.driver.cache.Disk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with the input and can be told without any kernel. */
class BadInputTest {
  private static final String RELEASE = "6.1.0-9-cloud-amd64";
  private static final byte[] ELF = {0x7f, 'E', 'L', 'F', 2, 1, 1, 0};

  @TempDir private Path directory;

  @Test
  void noPatch() {
    build("This is a letter.\n").failsSaying("fix.patch: not a patch");
  }

  @Test
  void emptyPatch() {
    build("").failsSaying("fix.patch: not a patch");
  }

  @Test
  void patchThatIsNotThere() {
    Klpforge.run("build", "--kernel", RELEASE, directory.resolve("no.patch").toString())
        .failsSaying("no.patch: no such file");
  }

  @Test
  void patchThatIsADirectory() {
    Klpforge.run("build", "--kernel", RELEASE, directory.toString())
        .failsSaying(directory.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd", "fs/../../passwd", "/etc/passwd"})
  void patchThatLeavesTheTree(String path) {
    build(patchOf(path)).failsSaying("fix.patch", path);
  }

  @Test
  void patchCutShort() {
    build("--- a/fs/x.c\n+++ b/fs/x.c\n@@ -1,3 +1,4 @@\n one\n").failsSaying("fix.patch");
  }

  @Test
  void noPatchNamed() {
    Klpforge.run("build", "--kernel", RELEASE).exits(2).says("PATCH", "Usage: klpforge build");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--frobnicate", "--from=nowhere", "--jobs=0", "--jobs=many"})
  void optionThatMakesNoSense(String option) {
    String patch = patch(patchOf("fs/x.c")).toString();
    Klpforge.run("build", "--kernel", RELEASE, option, patch).exits(2).says("klpforge: ");
  }

  @Test
  void packagesThatAreNotThere() {
    build(patchOf("fs/x.c"))
        .failsSaying(
            "linux-image-" + RELEASE + " ",
            "linux-image-" + RELEASE + "-dbg",
            "linux-headers-" + RELEASE,
            "linux-source-6.1");
  }

  @Test
  void objectsThatAreNone() {
    for (Path file : notElf()) {
      Klpforge.run("diff", file.toString(), file.toString()).failsSaying(file.toString());
    }
  }

  @Test
  void modulesThatAreNone() {
    for (Path file : notElf()) {
      Klpforge.run("inspect", file.toString()).failsSaying(file.toString());
    }
  }

  private List<Path> notElf() {
    byte[] garbage = new byte[5000];
    for (int i = 0; i < garbage.length; i++) {
      garbage[i] = (byte) (i < ELF.length ? ELF[i] : i * 37);
    }
    return List.of(
        file("empty.o", new byte[0]),
        file("text.o", new byte[] {'h', 'e', 'l', 'l', 'o', '\n'}),
        file("begun.o", ELF),
        file("garbage.o", garbage),
        directory.resolve("missing.o"));
  }

  /** Runs a build of a patch with this text; nothing may come of it. */
  private Klpforge build(String text) {
    Path patch = patch(text);
    Path output = Disk.directory(directory.resolve("output"));
    Path root = Disk.directory(directory.resolve("root"));
    Klpforge run =
        Klpforge.run(
            List.of(
                "build", "--kernel", RELEASE, "--root", "" + root, "-o", "" + output, "" + patch));
    assertEquals(List.of(), Disk.entries(output));
    return run;
  }

  private Path patch(String text) {
    return file("fix.patch", text.getBytes(StandardCharsets.UTF_8));
  }

  private Path file(String name, byte[] content) {
    return Disk.on(directory, () -> Files.write(directory.resolve(name), content));
  }

  private static String patchOf(String path) {
    String slash = path.startsWith("/") ? "" : "a/";
    return "--- %s%s\n+++ %s%s\n@@ -1 +1 @@\n-one\n+two\n".formatted(slash, path, slash, path);
  }
}
