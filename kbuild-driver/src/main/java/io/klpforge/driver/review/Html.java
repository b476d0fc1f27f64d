package io.klpforge.driver.review;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes a page: the only place where text becomes HTML.
 *
 * <p>Whatever is not a name of ours is text, and stays text. What an editor would not show, or
 * would show elsewhere (control characters, direction marks, halves of surrogate pairs), is written
 * as its number, so that no text of a patch can look like another.
 */
public final class Html {
  private static final String NAME = "[a-z][a-z0-9-]*";

  private final StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param attributes names, each followed by its value
   */
  public Html open(String tag, String... attributes) {
    begin(tag, attributes);
    open.push(tag);
    return this;
  }

  /** Writes an element that has no end, such as {@code meta}. */
  public Html empty(String tag, String... attributes) {
    begin(tag, attributes);
    return this;
  }

  /** Closes the element opened last. */
  public Html close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** Closes the element opened last, and its line. */
  public Html end() {
    close();
    out.append('\n');
    return this;
  }

  /** Writes text. */
  public Html text(String text) {
    escape(text);
    return this;
  }

  /** Writes an element that holds text and nothing else. */
  public Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /**
   * Writes the style sheet.
   *
   * @throws IllegalArgumentException if it would end its element
   */
  public Html style(String sheet) {
    if (sheet.contains("</")) {
      throw new IllegalArgumentException("a style sheet with an end tag");
    }
    open("style");
    out.append(sheet);
    return end();
  }

  /**
   * {@return the whole page}
   *
   * @throws IllegalStateException if an element is open
   */
  public String page() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("open elements: " + open);
    }
    return out.toString();
  }

  private void begin(String tag, String... attributes) {
    out.append('<').append(name(tag));
    for (int i = 0; i + 1 < attributes.length; i += 2) {
      out.append(' ').append(name(attributes[i])).append("=\"");
      escape(attributes[i + 1]);
      out.append('"');
    }
    out.append('>');
  }

  private static String name(String name) {
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException("no name of an element or attribute: " + name);
    }
    return name;
  }

  private void escape(String text) {
    text.codePoints().forEach(this::escape);
  }

  private void escape(int point) {
    switch (point) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      case '\n', '\t' -> out.append((char) point);
      default -> {
        if (isSeen(point)) {
          out.appendCodePoint(point);
        } else {
          out.append("\\u{").append(Integer.toHexString(point)).append('}');
        }
      }
    }
  }

  private static boolean isSeen(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
