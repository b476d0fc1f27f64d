package io.klpforge.driver.header;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts C text into tokens: words (identifiers and numbers), string and character literals, {@code
 * ##}, and single characters. Comments and continued lines are gone.
 */
final class Lexer {
  /**
   * A directive, or what stands between two.
   *
   * @param directive whether the tokens are those behind a {@code #}
   */
  record Piece(boolean directive, List<String> tokens) {}

  private final String text;
  private final List<Piece> pieces = new ArrayList<>();
  private List<String> tokens = new ArrayList<>();
  private boolean directive;
  private boolean lineBegins = true;
  private int at;

  private Lexer(String text) {
    this.text = text.replace("\\\r\n", "").replace("\\\n", "");
  }

  static List<Piece> pieces(String text) {
    Lexer lexer = new Lexer(text);
    lexer.run();
    return lexer.pieces;
  }

  private void run() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') {
        endLine();
      } else if (Character.isWhitespace(c)) {
        at++;
      } else if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2);
        at = end < 0 ? text.length() : end + 2;
      } else if (text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else {
        token(c);
      }
    }
    close(false);
  }

  private void endLine() {
    if (directive) {
      close(false);
    }
    lineBegins = true;
    at++;
  }

  private void close(boolean next) {
    if (directive || !tokens.isEmpty()) {
      pieces.add(new Piece(directive, tokens));
      tokens = new ArrayList<>();
    }
    directive = next;
  }

  private void token(char c) {
    if (c == '#' && lineBegins) {
      close(true);
      at++;
    } else {
      int begin = at;
      at = end(c);
      tokens.add(text.substring(begin, at).intern()); // the same words in thousands of files
    }
    lineBegins = false;
  }

  private int end(char c) {
    if (isWord(c)) {
      return wordEnd(text, at);
    }
    if (c == '"' || c == '\'') {
      return literalEnd(text, at);
    }
    return text.startsWith("##", at) ? at + 2 : at + 1;
  }

  static boolean isWord(char c) {
    return c == '_' || c == '$' || Character.isLetterOrDigit(c);
  }

  static int wordEnd(String text, int begin) {
    int at = begin;
    while (at < text.length() && isWord(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** A literal ends with its line: a quote in a directive's words begins none. */
  static int literalEnd(String text, int begin) {
    char quote = text.charAt(begin);
    int at = begin + 1;
    while (at < text.length() && text.charAt(at) != quote && text.charAt(at) != '\n') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    boolean closed = at < text.length() && text.charAt(at) == quote;
    return Math.min(text.length(), closed ? at + 1 : at);
  }
}
