package io.klpforge.diff.source;

import java.util.ArrayList;
import java.util.List;

/**
 * C text line by line without comments: what the compiler sees, and how it is nested.
 *
 * @param code the lines without comments, space at their ends and more than one space in a row
 * @param shape the lines with neither comments nor what literals say
 */
record CodeText(List<String> code, List<String> shape) {

  /** Copies the lists. */
  CodeText {
    code = List.copyOf(code);
    shape = List.copyOf(shape);
  }

  static CodeText of(List<String> lines) {
    Scan scan = new Scan();
    lines.forEach(scan::line);
    return new CodeText(scan.code, scan.shape);
  }

  /** One walk over the text. */
  private static final class Scan {
    private final List<String> code = new ArrayList<>();
    private final List<String> shape = new ArrayList<>();
    private StringBuilder own = new StringBuilder();
    private StringBuilder bare = new StringBuilder();
    private boolean inComment;

    void line(String text) {
      own = new StringBuilder();
      bare = new StringBuilder();
      int at = 0;
      while (at < text.length()) {
        at = inComment ? commentEnd(text, at) : token(text, at);
      }
      code.add(own.toString().strip().replaceAll("\\s+", " "));
      shape.add(bare.toString().stripTrailing());
    }

    private int commentEnd(String text, int at) {
      int end = text.indexOf("*/", at);
      inComment = end < 0;
      return end < 0 ? text.length() : end + 2;
    }

    private int token(String text, int at) {
      if (text.startsWith("//", at)) {
        return text.length();
      }
      if (text.startsWith("/*", at)) {
        inComment = true;
        own.append(' ');
        return at + 2;
      }
      char c = text.charAt(at);
      int end = c == '"' || c == '\'' ? literalEnd(text, at) : at + 1;
      own.append(text, at, end);
      bare.append(c);
      return end;
    }

    private static int literalEnd(String text, int begin) {
      int at = begin + 1;
      while (at < text.length() && text.charAt(at) != text.charAt(begin)) {
        at += text.charAt(at) == '\\' ? 2 : 1;
      }
      return Math.min(text.length(), at + 1);
    }
  }
}
