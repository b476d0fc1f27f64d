package io.klpforge.driver.patch;

/**
 * What a C source says to the compiler: its lines without comments, each with the number that
 * {@code __LINE__} has there.
 *
 * <p>Two sources with equal code text compile to the same code. The reverse does not hold: what is
 * in doubt is left as it stands, and then counts as different.
 */
public final class CodeText {
  private static final String DIRECTIVE = "#line ";

  private final StringBuilder out = new StringBuilder();
  private boolean inComment;
  private boolean continued;
  private boolean inDoubt;

  private CodeText() {}

  /**
   * {@return the code text}
   *
   * @param text a source, perhaps with directives of {@link LineDirectives}
   */
  public static String of(String text) {
    CodeText code = new CodeText();
    int number = 1;
    for (String line : text.split("\n", -1)) {
      if (!code.inComment && line.matches(DIRECTIVE + "\\d+")) {
        number = Integer.parseInt(line.substring(DIRECTIVE.length()));
      } else {
        code.line(number, line);
        number++;
      }
    }
    return code.inDoubt ? text : code.out.toString();
  }

  private void line(int number, String line) {
    String code = withoutComments(line).strip();
    if (!code.isEmpty() || continued) {
      out.append(number).append(':').append(code).append(inComment ? "/*\n" : "\n");
    }
    continued = line.endsWith("\\");
  }

  private String withoutComments(String line) {
    StringBuilder code = new StringBuilder();
    int at = 0;
    while (at < line.length()) {
      if (inComment) {
        int end = line.indexOf("*/", at);
        inComment = end < 0;
        at = end < 0 ? line.length() : end + 2;
      } else {
        at = token(line, at, code);
      }
    }
    return code.toString();
  }

  private int token(String line, int at, StringBuilder code) {
    if (line.startsWith("//", at)) {
      inDoubt |= line.endsWith("\\");
      return line.length();
    }
    if (line.startsWith("/*", at)) {
      inComment = true;
      code.append(' ');
      return at + 2;
    }
    char c = line.charAt(at);
    int end = c == '"' || c == '\'' ? literalEnd(line, at) : at + 1;
    code.append(line, at, end);
    return end;
  }

  private int literalEnd(String line, int begin) {
    char quote = line.charAt(begin);
    int at = begin + 1;
    while (at < line.length() && line.charAt(at) != quote) {
      at += line.charAt(at) == '\\' ? 2 : 1;
    }
    inDoubt |= at >= line.length();
    return Math.min(line.length(), at + 1);
  }
}
