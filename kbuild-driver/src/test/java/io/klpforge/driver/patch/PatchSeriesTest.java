package io.klpforge.driver.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.cache.Disk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatchSeriesTest {
  private static final String FIRST =
      """
      --- a/k/a.c
      +++ b/k/a.c
      @@ -1,2 +1,4 @@ f()
       1
      +one
      +more
       2
      @@ -10 +12 @@
      -ten
      +10
      """;

  private static final String SECOND =
      """
      diff --git a/k/a.c b/k/b.c
      similarity index 90%
      rename from k/a.c
      rename to k/b.c
      --- a/k/a.c
      +++ b/k/b.c
      @@ -20,2 +20,2 @@ g()
      -x
      +#include "y.h"
       z
      """;

  @TempDir private Path directory;

  private PatchSeries series(String... texts) {
    List<PatchFile> patches = new ArrayList<>();
    for (String text : texts) {
      Path file = directory.resolve(patches.size() + ".patch");
      Disk.write(file, text);
      patches.add(PatchFile.read(file));
    }
    return PatchSeries.of(patches);
  }

  @Test
  void cutsIntoHunksAndRenamings() {
    List<PatchPart> parts = series(FIRST, SECOND).parts();
    assertEquals(
        List.of(
            new PatchPart(0, 0, 1, List.of("k/a.c"), 3, "f()"),
            new PatchPart(0, 0, 2, List.of("k/a.c"), 8, ""),
            new PatchPart(1, 0, 0, List.of("k/a.c", "k/b.c"), 0, ""),
            new PatchPart(1, 0, 1, List.of("k/a.c", "k/b.c"), 7, "g()")),
        parts);
  }

  @Test
  void allPartsAreTheWholePatch() {
    assertEquals(FIRST, series(FIRST).text(Set.of(0, 1)));
    assertEquals(SECOND.replace("90%", "50%"), series(SECOND).text(Set.of(0, 1)));
    assertEquals("", series(FIRST).text(Set.of()));
  }

  @Test
  void leavesHunksOut() {
    String second = FIRST.substring(0, FIRST.indexOf("@@")) + "@@ -10 +12 @@\n-ten\n+10\n";
    assertEquals(second, series(FIRST).text(Set.of(1)));
  }

  @Test
  void withoutTheRenamingHunksAreForTheOldName() {
    String text = series(SECOND).text(Set.of(1));
    assertTrue(text.startsWith("--- a/k/a.c\n+++ b/k/a.c\n@@ -20,2 "), text);
  }

  @Test
  void looksHigherUpWhereEarlierLinesAreMissing() {
    assertTrue(series(FIRST, SECOND).text(Set.of(3)).contains("\n@@ -18,2 +20,2 @@ g()\n"));
    assertTrue(series(FIRST, SECOND).text(Set.of(0, 3)).contains("\n@@ -20,2 +20,2 @@ g()\n"));
  }

  @Test
  void knowsWhatTouchesAFileByAnyName() {
    PatchSeries series = series(FIRST, SECOND, FIRST.replace("k/a.c", "k/other.c"));
    assertEquals(List.of(0, 1, 2, 3), series.touching(Set.of("k/b.c")));
    assertEquals(List.of(4, 5), series.touching(Set.of("k/other.c")));
  }

  @Test
  void seesThatIncludesChange() {
    assertTrue(series(SECOND).includesChange());
    assertFalse(series(FIRST).includesChange());
  }
}
