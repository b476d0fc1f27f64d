package io.klpforge.driver.patch;

/**
 * Follows C text line by line, just far enough to tell where a directive may be put.
 *
 * <p>A line is safe if a directive before it would stand alone: outside comments, outside
 * parentheses (a directive within a macro's arguments is undefined) and not behind a backslash.
 */
final class CLineScanner {
  private boolean inComment;
  private boolean continued;
  private boolean inDirective;
  private int parentheses;
  private int conditionals;
  private boolean boundary;

  /** {@return whether a directive may stand before the next line} */
  boolean isSafe() {
    return !inComment && !continued && parentheses == 0;
  }

  /** {@return how many {@code #if} the next line is in} */
  int conditionals() {
    return conditionals;
  }

  /** {@return whether the line read last was {@code #elif}, {@code #else} or {@code #endif}} */
  boolean behindBoundary() {
    return boundary;
  }

  /** Reads the next line. */
  void read(String line) {
    boolean begins = !continued && !inComment;
    if (begins) {
      inDirective = line.stripLeading().startsWith("#");
      boundary = false;
      if (inDirective) {
        directive(line.stripLeading().substring(1).stripLeading());
      } else if (line.startsWith("}")) {
        parentheses = 0;
      }
    }
    code(line);
    continued = line.endsWith("\\");
  }

  private void directive(String text) {
    if (text.startsWith("if")) {
      conditionals++;
    } else if (text.startsWith("endif")) {
      conditionals = Math.max(0, conditionals - 1);
      boundary = true;
    } else if (text.startsWith("el")) {
      boundary = true;
    }
  }

  private void code(String line) {
    int at = 0;
    while (at < line.length()) {
      if (inComment) {
        int end = line.indexOf("*/", at);
        inComment = end < 0;
        at = end < 0 ? line.length() : end + 2;
      } else {
        at = token(line, at);
      }
    }
  }

  private int token(String line, int at) {
    char c = line.charAt(at);
    if (line.startsWith("//", at)) {
      return line.length();
    }
    if (line.startsWith("/*", at)) {
      inComment = true;
      return at + 2;
    }
    if (c == '"' || c == '\'') {
      return literalEnd(line, at);
    }
    if (!inDirective && c == '(') {
      parentheses++;
    } else if (!inDirective && c == ')') {
      parentheses = Math.max(0, parentheses - 1);
    }
    return at + 1;
  }

  private static int literalEnd(String line, int begin) {
    char quote = line.charAt(begin);
    int at = begin + 1;
    while (at < line.length() && line.charAt(at) != quote) {
      at += line.charAt(at) == '\\' ? 2 : 1;
    }
    return at + 1;
  }
}
