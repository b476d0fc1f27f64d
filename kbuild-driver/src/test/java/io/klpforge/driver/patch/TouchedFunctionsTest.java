package io.klpforge.driver.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TouchedFunctionsTest {
  private static final String SOURCE =
      """
      #include <linux/fs.h>
      static int limit;

      /* first() does it */
      static int first(int a,
      		 int b)
      {
      	return a;
      }

      SYSCALL_DEFINE2(open, int, a, int, b)
      {
      	return first(a, b);
      }

      static const struct ops ops = {
      	.open = first,
      };
      """;

  private static List<String> touched(String from, String to) {
    assertTrue(SOURCE.contains(from), from);
    return List.copyOf(TouchedFunctions.between(SOURCE, SOURCE.replace(from, to)));
  }

  @Test
  void findsTheFunctionAroundALine() {
    assertEquals(List.of("first"), touched("\treturn a;\n", "\tb++;\n\treturn a;\n"));
    assertEquals(List.of("first"), touched("\treturn a;\n", ""));
    assertEquals(List.of("first"), touched("int b)", "long b)"));
  }

  @Test
  void findsWhatAMacroDefines() {
    assertEquals(List.of("SYSCALL_DEFINE2", "open"), touched("first(a, b)", "first(b, a)"));
    assertTrue(TouchedFunctions.isNamed("__x64_sys_open", "open"));
    assertTrue(TouchedFunctions.isNamed("open", "open"));
    assertFalse(TouchedFunctions.isNamed("reopen", "open"));
  }

  @Test
  void betweenFunctionsThereIsNone() {
    assertEquals(List.of(), touched("static int limit;\n", "static int limit = 1;\n"));
    assertEquals(List.of(), touched("first() does it", "first() did it"));
    assertEquals(List.of(), touched("\t.open = first,\n", ""));
  }

  @Test
  void findsANewFunction() {
    String more = SOURCE + "\nvoid last(void)\n{\n}\n";
    assertEquals(List.of("last"), List.copyOf(TouchedFunctions.between(SOURCE, more)));
    assertEquals(List.of("last"), List.copyOf(TouchedFunctions.between(more, SOURCE)));
  }
}
