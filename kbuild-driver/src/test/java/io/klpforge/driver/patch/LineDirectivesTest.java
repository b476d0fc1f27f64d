package io.klpforge.driver.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineDirectivesTest {
  @Test
  void leavesTextAloneWhoseLinesDidNotMove() {
    assertEquals("a\nX\nc\n", LineDirectives.insert("a\nb\nc\n", "a\nX\nc\n"));
  }

  @Test
  void countsOnFromTheOldNumberBehindAddedLines() {
    assertEquals("a\nX\n#line 2\nb\nc\n", LineDirectives.insert("a\nb\nc\n", "a\nX\nb\nc\n"));
  }

  @Test
  void countsOnFromTheOldNumberBehindRemovedLines() {
    assertEquals("a\n#line 3\nc\n", LineDirectives.insert("a\nb\nc\n", "a\nc\n"));
  }

  @Test
  void putsOneDirectiveBehindEachGroup() {
    assertEquals(
        "X\n#line 1\na\nb\nY\n#line 3\nc\n", LineDirectives.insert("a\nb\nc\n", "X\na\nb\nY\nc\n"));
  }

  @Test
  void waitsForTheEndOfAContinuedLine() {
    String orig = "#define A \\\n  1 \\\n  + 2\nint x;\n";
    String patched = "#define A \\\n  0 + \\\n  1 \\\n  + 2\nint x;\n";
    assertEquals(
        "#define A \\\n  0 + \\\n  1 \\\n  + 2\n#line 4\nint x;\n",
        LineDirectives.insert(orig, patched));
  }

  @Test
  void waitsForTheEndOfAComment() {
    assertEquals(
        "/* a\n new\n b \"(\n */\n#line 4\nint x;\n",
        LineDirectives.insert("/* a\n b \"(\n */\nint x;\n", "/* a\n new\n b \"(\n */\nint x;\n"));
  }

  @Test
  void waitsForTheEndOfAnArgumentList() {
    String orig = "f(a,\n  ')',\n  b);\ng();\n";
    String patched = "f(a,\n  n,\n  ')',\n  b);\ng();\n";
    assertEquals(
        "f(a,\n  n,\n  ')',\n  b);\n#line 4\ng();\n", LineDirectives.insert(orig, patched));
  }

  @Test
  void repeatsItWhereABranchThatMayNotBeCompiledEnds() {
    String orig = "#ifdef A\na\n#else\nb\n#endif\nc\n";
    String patched = "#ifdef A\nX\na\n#else\nb\n#endif\nc\n";
    assertEquals(
        "#ifdef A\nX\n#line 2\na\n#else\n#line 4\nb\n#endif\n#line 6\nc\n",
        LineDirectives.insert(orig, patched));
  }

  @Test
  void keepsTheNumbersOfAllUntouchedLinesWhateverThePatch() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      List<String> orig = new ArrayList<>();
      List<String> patched = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        orig.add("old " + i);
        switch (random.nextInt(8)) {
          case 0 -> patched.add("new " + i);
          case 1 -> patched.addAll(List.of("new " + i, "old " + i));
          case 2 -> {}
          default -> patched.add("old " + i);
        }
      }
      String text = LineDirectives.insert(text(orig), text(patched));
      Map<String, Integer> numbers = numbered(text);
      for (String line : patched) {
        if (line.startsWith("old ")) {
          assertEquals(orig.indexOf(line) + 1, numbers.get(line), text);
        }
      }
    }
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }

  private static Map<String, Integer> numbered(String text) {
    Map<String, Integer> numbers = new HashMap<>();
    int next = 1;
    for (String line : text.lines().toList()) {
      if (line.startsWith("#line ")) {
        next = Integer.parseInt(line.substring(6));
      } else {
        numbers.put(line, next++);
      }
    }
    return numbers;
  }
}
