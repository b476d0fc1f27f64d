package io.klpforge.driver.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class CodeTextTest {
  private static void same(String one, String other) {
    assertEquals(CodeText.of(one), CodeText.of(other));
  }

  private static void different(String one, String other) {
    assertNotEquals(CodeText.of(one), CodeText.of(other));
  }

  @Test
  void commentsDoNotCount() {
    same("int a; /* x */\n", "int a; // y\n");
    same("/* x\n * y */\nint a;\n", "// z\n\nint a;\n");
  }

  @Test
  void lineNumbersCount() {
    different("int a;\n", "\nint a;\n");
    same("int a;\n/* new */\n#line 2\nint b;\n", "int a;\nint b;\n");
  }

  @Test
  void codeCounts() {
    different("int a;\n", "int b;\n");
    different("char *a = \"/* x */\";\n", "char *a = \"/* y */\";\n");
    different("f('\\'', 1); /* x */\n", "f('\\'', 2); /* x */\n");
    different("a/**/b\n", "ab\n");
  }

  @Test
  void aCommentJoinsTheLinesOfADirective() {
    different("#define A x /*\n*/ y\n", "#define A x\ny\n");
    different("#define A \\\n\nint a;\n", "#define A \\\n#line 3\nint a;\n");
  }

  @Test
  void whatIsInDoubtStaysAsItIs() {
    different("#error don't /* x */\n", "#error don't /* y */\n");
    different("char *a = \"x \\\n/* a */\";\n", "char *a = \"x \\\n/* b */\";\n");
  }
}
