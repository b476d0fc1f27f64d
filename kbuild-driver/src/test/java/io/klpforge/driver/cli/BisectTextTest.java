package io.klpforge.driver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import io.klpforge.diff.compare.Verdict;
import io.klpforge.driver.bisect.Bisection;
import io.klpforge.driver.bisect.Effect;
import io.klpforge.driver.bisect.Minimum;
import io.klpforge.driver.bisect.Touch;
import io.klpforge.driver.patch.NamedPatch;
import io.klpforge.driver.patch.PatchFile;
import io.klpforge.driver.patch.PatchPart;
import io.klpforge.driver.run.BisectRun.Smallest;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BisectTextTest {
  private static final Touch F = function("f", Verdict.CHANGED);
  private static final Touch G = function("g", Verdict.NEW);
  private static final Touch H = function("h", Verdict.CHANGED);
  private static final Touch COUNT = new Touch(Touch.Kind.VARIABLE, "count", Verdict.REMOVED);

  private static final List<NamedPatch> PATCHES = List.of(patch("one"), patch("two"));

  private static final List<PatchPart> PARTS =
      List.of(
          part(0, 0, 1, "k/a.c"),
          part(0, 0, 2, "k/a.c"),
          part(0, 0, 3, "k/a.c"),
          part(1, 0, 1, "k/a.h"),
          part(1, 1, 1, "k/Kconfig"),
          part(1, 2, 1, "k/Makefile"));

  private static Touch function(String name, Verdict verdict) {
    return new Touch(Touch.Kind.FUNCTION, name, verdict);
  }

  private static NamedPatch patch(String title) {
    return new NamedPatch(title, new PatchFile(Path.of(title + ".patch"), "", List.of()));
  }

  private static PatchPart part(int patch, int file, int number, String path) {
    return new PatchPart(patch, file, number, List.of(path), 10 * number, "");
  }

  private static Bisection bisection() {
    SortedMap<String, List<Touch>> whole = new TreeMap<>();
    whole.put("k/a.o", List.of(F, G, COUNT));
    whole.put("k/b.o", List.of());
    SortedSet<String> none = new TreeSet<>();
    return new Bisection(
        PATCHES,
        PARTS,
        List.of(
            new Effect("k/a.o", List.of(0, 1), List.of(F, G)),
            new Effect("k/a.o", List.of(2), List.of(COUNT)),
            new Effect("k/a.o", List.of(3), List.of(H)),
            new Effect("k/b.o", List.of(3), List.of(H))),
        whole,
        List.of(new TreeSet<>(List.of("f", "g")), none, none, none, none, none),
        List.of(
            new Finding("unsupported-kconfig", Severity.ERROR, "k/Kconfig", "configures", ""),
            new Finding("unsupported-makefile", Severity.ERROR, "k/c.o", "goes elsewhere", "")));
  }

  @Test
  void tellsWhatEachHunkDoesAndTheReverse() {
    assertEquals(
        """
        patch 1 of 2: one  (2 functions, 1 variable)
        k/a.c  (2 functions, 1 variable)
          hunk 1 (line 10): together with patch 1 k/a.c hunk 2: changed f; new g
          hunk 2 (line 20): compiles only together with patch 1 k/a.c hunk 1
          hunk 3 (line 30): removed variable count
        patch 2 of 2: two  (1 function)
        k/a.h  (1 function)
          hunk 1 (line 10): changed h* (in 2 objects)
        k/Kconfig
          hunk 1 (line 10): configures [unsupported-kconfig]
        k/Makefile
          hunk 1 (line 10): lists objects

        functions
          f (k/a.o): changed
              by patch 1 k/a.c hunks 1-2, together
          g (k/a.o): new
              by patch 1 k/a.c hunks 1-2, together
          h (k/a.o): the same in the end
              by patch 2 k/a.h hunk 1*
              by no hunk directly
          h (k/b.o): the same in the end
              by patch 2 k/a.h hunk 1*
              by no hunk directly

        variables
          count (k/a.o): removed
              by patch 1 k/a.c hunk 3

        * no line of its own: through what it includes, inlines or calls
        """,
        String.join("\n", new BisectText(bisection()).lines()) + "\n");
  }

  @Test
  void whatBelongsToNoHunkIsSaidAsWell() {
    assertEquals(
        List.of("k/c.o"), bisection().otherFindings().stream().map(Finding::where).toList());
  }

  @Test
  void tellsTheSmallestSet() {
    Minimum minimum = new Minimum("k/a.o", "f", List.of(0, 3), 4, 7);
    assertEquals(
        List.of(
            "f (k/a.o) changes by 2 of 4 hunks:",
            "  patch 1 k/a.c hunk 1, line 10",
            "  patch 2 k/a.h hunk 1, line 10",
            "  none of them can be left out; choices tried: 7"),
        SmallestText.lines(new Smallest(PATCHES, PARTS, List.of(minimum))));
  }

  @Test
  void programsGetTheSame() {
    String json = BisectJson.of(bisection()).replaceAll("\\s+", " ");
    for (String member :
        List.of(
            "\"object\" : \"k/a.o\", \"parts\" : [ 0, 1 ]",
            "{ \"kind\" : \"function\", \"name\" : \"g\", \"verdict\" : \"new\", \"direct\" : true",
            "\"name\" : \"h\", \"end\" : \"same\", \"direct\" : false, \"parts\" : [ 3 ]",
            "\"findings\" : [ \"unsupported-kconfig\" ]")) {
      assertTrue(json.contains(member), () -> member + "\n" + json);
    }
  }
}
