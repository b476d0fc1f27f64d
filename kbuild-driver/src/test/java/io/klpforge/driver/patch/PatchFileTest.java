package io.klpforge.driver.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.report.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatchFileTest {
  private static final String HUNK = "@@ -1,2 +1,3 @@ f()\n a\n+b\n c\n";

  @TempDir private Path directory;

  @Test
  void readsAMailedGitPatch() throws IOException {
    PatchFile patch =
        read(
            "From: someone\nSubject: x\n---\n a.c | 1 +\n\ndiff --git a/k/a.c b/k/a.c\n"
                + "index 1..2 100644\n--- a/k/a.c\n+++ b/k/a.c\n"
                + HUNK
                + "-- \n2.39.2\n");
    assertEquals(
        List.of(
            new FilePatch(Optional.of("k/a.c"), Optional.of("k/a.c"), List.of(new Hunk(10, 1, 4)))),
        patch.files());
  }

  @Test
  void readsAPlainDiffWithReturnsAndDates() throws IOException {
    String text = "--- old/a.c\t2026-01-01\n+++ new/a.c\t2026-01-02\n" + HUNK;
    assertEquals(List.of("a.c"), read(text.replace("\n", "\r\n")).files().get(0).paths());
  }

  @Test
  void readsNewDeletedAndRenamedFiles() throws IOException {
    PatchFile patch =
        read(
            """
            diff --git a/n.c b/n.c
            new file mode 100644
            --- /dev/null
            +++ b/n.c
            @@ -0,0 +1 @@
            +x
            \\ No newline at end of file
            diff --git a/d.c b/d.c
            deleted file mode 100644
            --- a/d.c
            +++ /dev/null
            @@ -1 +0,0 @@
            -x
            diff --git a/o.c b/m.c
            similarity index 100%
            rename from o.c
            rename to m.c
            """);
    assertEquals(
        List.of(List.of("n.c"), List.of("d.c"), List.of("o.c", "m.c")),
        patch.files().stream().map(FilePatch::paths).toList());
    assertTrue(patch.files().get(0).oldPath().isEmpty());
    assertTrue(patch.files().get(1).newPath().isEmpty());
  }

  @Test
  void refusesWhatIsNoPatch() {
    assertRefused("hello\nworld\n", "not a patch");
    assertRefused("", "not a patch");
  }

  @Test
  void refusesPathsLeavingTheTree() {
    assertRefused("--- a/../x.c\n+++ b/../x.c\n" + HUNK, "leaves the source tree");
    assertRefused("--- /etc/x\n+++ /etc/x\n" + HUNK, "leaves the source tree");
    assertRefused("--- a//etc/x\n+++ b//etc/x\n" + HUNK, "leaves the source tree");
  }

  @Test
  void refusesPathsWithoutADirectoryToStrip() {
    assertRefused("--- x.c\n+++ x.c\n" + HUNK, "not made for -p1");
  }

  @Test
  void refusesAHunkCutShort() {
    assertRefused("--- a/x.c\n+++ b/x.c\n@@ -1,5 +1,6 @@\n a\n+b\n", ":3: damaged hunk");
  }

  @Test
  void refusesBinaryPatchesAndLinks() {
    assertRefused("diff --git a/x b/x\nindex 1..2\nGIT binary patch\nliteral 3\n", "binary patch");
    assertRefused(
        "diff --git a/x b/x\nnew file mode 120000\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+y\n",
        "symbolic link");
  }

  private PatchFile read(String text) throws IOException {
    return PatchFile.read(Files.writeString(directory.resolve("fix.patch"), text));
  }

  private void assertRefused(String text, String why) {
    Failure failure = assertThrows(Failure.class, () -> read(text));
    assertTrue(failure.getMessage().contains(why), failure.getMessage());
  }
}
