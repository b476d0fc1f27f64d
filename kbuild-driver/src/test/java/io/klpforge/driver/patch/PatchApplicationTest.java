package io.klpforge.driver.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.patch.PatchedTree.Change;
import io.klpforge.driver.report.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs GNU patch, which a machine that only builds need not have. */
@Tag("kernel")
class PatchApplicationTest {
  @TempDir private Path directory;
  private Path source;

  @BeforeEach
  void makeSource() throws IOException {
    source = Files.createDirectories(directory.resolve("source/k")).getParent();
    Files.writeString(source.resolve("k/a.c"), "1\n2\n3\n4\n5\n6\n7\n8\n");
    Files.writeString(source.resolve("k/gone.c"), "x\n");
    Files.createSymbolicLink(source.resolve("link"), source.resolve("k"));
  }

  @Test
  void appliesToCopiesInOrder() throws IOException {
    String first = "--- a/k/a.c\n+++ b/k/a.c\n@@ -1,2 +1,3 @@\n 1\n+one\n 2\n";
    String second = "--- a/k/a.c\n+++ b/k/a.c\n@@ -1,3 +1,3 @@\n 1\n-one\n+two\n 2\n";
    PatchedTree tree = apply(first, second).tree();
    assertEquals(Map.of("k/a.c", Change.MODIFIED), tree.changes());
    assertEquals("1\ntwo\n2\n3\n4\n5\n6\n7\n8\n", Files.readString(tree.file("k/a.c")));
    assertEquals("1\n2\n3\n4\n5\n6\n7\n8\n", Files.readString(source.resolve("k/a.c")));
  }

  @Test
  void createsAndDeletes() throws IOException {
    PatchedTree tree =
        apply(
                """
            --- /dev/null
            +++ b/n/new.c
            @@ -0,0 +1 @@
            +n
            --- a/k/gone.c
            +++ /dev/null
            @@ -1 +0,0 @@
            -x
            """)
            .tree();
    assertEquals(Map.of("n/new.c", Change.CREATED, "k/gone.c", Change.DELETED), tree.changes());
  }

  @Test
  void namesTheFileAndTheHunkThatDoesNotApply() {
    String patch =
        "--- a/k/a.c\n+++ b/k/a.c\n@@ -1,2 +1,3 @@\n 1\n+one\n 2\n@@ -6,2 +7,3 @@\n 6\n+x\n Y\n";
    Failure failure = assertThrows(Failure.class, () -> apply(patch));
    String wanted = "k/a.c: hunk 2 (line 7 of the patch) does not match at line 6";
    assertTrue(failure.getMessage().contains(wanted), failure.getMessage());
  }

  @Test
  void remarksAnOffset() throws IOException {
    String patch = "--- a/k/a.c\n+++ b/k/a.c\n@@ -4,2 +4,3 @@\n 6\n+x\n 7\n";
    assertEquals(List.of("k/a.c: Hunk #1 succeeded at 6 (offset 2 lines)."), apply(patch).notes());
  }

  @Test
  void saysThatAPatchIsInAlready() {
    String patch = "--- a/k/a.c\n+++ b/k/a.c\n@@ -1,1 +1,2 @@\n 1\n+2\n@@ -2,2 +3,1 @@\n-q\n 3\n";
    assertThrows(Failure.class, () -> apply(patch));
    String reversed = "--- a/k/a.c\n+++ b/k/a.c\n@@ -3,5 +3,6 @@\n 3\n 4\n+5\n 6\n 7\n 8\n";
    Failure failure = assertThrows(Failure.class, () -> apply(reversed));
    assertTrue(failure.getMessage().contains("has this change already"), failure.getMessage());
  }

  @Test
  void refusesAMissingFileAndALinkOnTheWay() {
    String missing = "--- a/k/no.c\n+++ b/k/no.c\n@@ -1 +1 @@\n-a\n+b\n";
    String link = "--- a/link/a.c\n+++ b/link/a.c\n@@ -1,2 +1,3 @@\n 1\n+one\n 2\n";
    Failure none = assertThrows(Failure.class, () -> apply(missing));
    assertTrue(none.getMessage().contains("k/no.c: no such file"), none.getMessage());
    Failure through = assertThrows(Failure.class, () -> apply(link));
    assertTrue(through.getMessage().contains("symbolic link link"), through.getMessage());
  }

  private PatchApplication.Result apply(String... texts) throws IOException {
    List<PatchFile> patches = new java.util.ArrayList<>();
    for (String text : texts) {
      Path file = directory.resolve(patches.size() + ".patch");
      patches.add(PatchFile.read(Files.writeString(file, text)));
    }
    Path scratch = Files.createTempDirectory(directory, "scratch");
    return new PatchApplication(new CommandRunner(), source).apply(patches, scratch);
  }
}
