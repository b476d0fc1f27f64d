package io.klpforge.diff.source;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Finds where a function ends that begins on a given line.
 *
 * <p>Of the branches of an {@code #if} each is taken to begin as nested as the first did. A brace
 * in the first column always ends a function, as in the kernel's coding style.
 */
final class BodyScan {
  private final List<String> shape;
  private final int first;
  private final Deque<Nesting> conditionals = new ArrayDeque<>();
  private Nesting nesting = new Nesting(0, 0);
  private boolean inBody;
  private boolean inDirective;

  private record Nesting(int braces, int parentheses) {}

  /** A scan from line {@code first}, counted from 1. */
  BodyScan(List<String> shape, int first) {
    this.shape = shape;
    this.first = first;
  }

  /** {@return the last line}, {@code first} if no end is found */
  int end() {
    for (int line = first; line <= shape.size(); line++) {
      String text = shape.get(line - 1);
      boolean directive = inDirective || text.stripLeading().startsWith("#");
      if (directive) {
        if (!inDirective) {
          directive(text.stripLeading().substring(1).stripLeading());
        }
        inDirective = text.endsWith("\\");
      } else if (endsOn(text) || (inBody && line > first && text.startsWith("}"))) {
        return line;
      }
    }
    return first;
  }

  private void directive(String text) {
    if (text.startsWith("if")) {
      conditionals.push(nesting);
    } else if (text.startsWith("endif")) {
      conditionals.poll();
    } else if (text.startsWith("el") && !conditionals.isEmpty()) {
      nesting = conditionals.peek();
    }
  }

  private boolean endsOn(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (ends(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private boolean ends(char c) {
    int braces = nesting.braces();
    int parentheses = nesting.parentheses();
    switch (c) {
      case '(' -> nesting = new Nesting(braces, parentheses + 1);
      case ')' -> nesting = new Nesting(braces, Math.max(0, parentheses - 1));
      case '{' -> {
        inBody |= parentheses == 0;
        nesting = new Nesting(braces + 1, parentheses);
      }
      case '}' -> nesting = new Nesting(braces - 1, parentheses);
      default -> {}
    }
    boolean top = nesting.braces() <= 0 && nesting.parentheses() == 0;
    return top && (inBody ? c == '}' : c == ';');
  }
}
