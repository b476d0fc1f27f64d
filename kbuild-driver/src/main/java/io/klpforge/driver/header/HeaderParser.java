package io.klpforge.driver.header;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Cuts a header into declarations.
 *
 * <p>Of alternatives under {@code #if} all are read, each from the brackets that were open before
 * the first. A declaration with a condition inside holds all of them.
 */
final class HeaderParser {
  /** An open {@code #if}: what it asks, and what was open before it. */
  private record Condition(List<String> tokens, String open) {}

  private final List<Declaration> found = new ArrayList<>();
  private final Deque<Condition> conditions = new ArrayDeque<>();
  private List<String> tokens = new ArrayList<>();
  private String open = "";
  private boolean broken;

  private HeaderParser() {}

  /** {@return the declarations in their order} */
  static List<Declaration> parse(String text) {
    HeaderParser parser = new HeaderParser();
    for (Lexer.Piece piece : Lexer.pieces(text)) {
      if (piece.directive()) {
        parser.directive(piece.tokens());
      } else {
        piece.tokens().forEach(parser::token);
      }
    }
    parser.end();
    return List.copyOf(parser.found);
  }

  private void directive(List<String> words) {
    String name = words.isEmpty() ? "" : words.get(0);
    List<String> rest = words.isEmpty() ? List.of() : words.subList(1, words.size());
    switch (name) {
      case "" -> {}
      case "if", "ifdef", "ifndef" -> begin(words);
      case "elif", "else" -> otherwise(words);
      case "endif" -> conditions.poll();
      case "define", "undef" -> macro(rest);
      case "error", "warning" -> {}
      default -> other(words);
    }
  }

  private void begin(List<String> words) {
    conditions.push(new Condition(words, open));
    tokens.addAll(tokens.isEmpty() ? List.of() : words);
  }

  private void otherwise(List<String> words) {
    Condition last = conditions.poll();
    if (last == null) {
      broken = true;
      return;
    }
    List<String> all = new ArrayList<>(last.tokens());
    all.addAll(words);
    conditions.push(new Condition(all, last.open()));
    broken |= tokens.isEmpty() && !last.open().isEmpty();
    open = last.open();
    tokens.addAll(tokens.isEmpty() ? List.of() : words);
  }

  private void macro(List<String> words) {
    Set<String> names = words.isEmpty() ? Set.of() : Set.of(words.get(0));
    add(Declaration.Kind.MACRO, names, words);
  }

  /** An include, or a directive of the compiler's. */
  private void other(List<String> words) {
    broken |= !tokens.isEmpty();
    add(Declaration.Kind.OTHER, Set.of(), words);
  }

  private void token(String token) {
    tokens.add(token);
    switch (token) {
      case "(", "[", "{" -> open = open + token;
      case ")", "]", "}" -> close(token);
      default -> {}
    }
    boolean ends = token.equals(";") || (token.equals("}") && open.isEmpty() && isFunction());
    if (open.isEmpty() && ends) {
      finish();
    }
  }

  private void close(String token) {
    String wanted = token.equals(")") ? "(" : token.equals("]") ? "[" : "{";
    broken |= !open.endsWith(wanted);
    int at = open.lastIndexOf(wanted);
    open = at < 0 ? "" : open.substring(0, at);
  }

  private boolean isFunction() {
    return Outline.of(tokens).isFunction();
  }

  private void finish() {
    if (!tokens.isEmpty() && !tokens.equals(List.of(";"))) {
      Outline outline = Outline.of(tokens);
      Declaration.Kind kind = broken ? Declaration.Kind.OTHER : outline.kind();
      add(kind, kind.isUnderstood() ? outline.names() : Set.of(), tokens);
    }
    tokens = new ArrayList<>();
    open = "";
    broken = false;
  }

  private void end() {
    broken |= !tokens.isEmpty();
    finish();
  }

  private void add(Declaration.Kind kind, Set<String> names, List<String> own) {
    List<String> all = new ArrayList<>();
    conditions.descendingIterator().forEachRemaining(open -> all.addAll(open.tokens()));
    all.addAll(own);
    found.add(new Declaration(kind, names, all));
  }
}
