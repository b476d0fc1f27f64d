package io.klpforge.diff.layout;

/** A string of an object as people read it: on one line, and not too long. */
public final class QuotedText {
  private static final int LONGEST = 40;
  private static final int BEFORE_DIFFERENCE = 16;
  private static final int LAST_CONTROL = 0x1f;

  private QuotedText() {}

  /** {@return the beginning of a text in quotation marks} */
  public static String of(String text) {
    return from(text, 0);
  }

  /** {@return the part of a text that tells it from another, in quotation marks} */
  public static String of(String text, String other) {
    int same = 0;
    while (same < Math.min(text.length(), other.length())
        && text.charAt(same) == other.charAt(same)) {
      same++;
    }
    return from(text, same < LONGEST ? 0 : same - BEFORE_DIFFERENCE);
  }

  private static String from(String text, int start) {
    int end = Math.min(text.length(), start + LONGEST);
    String before = start > 0 ? "..." : "";
    String after = end < text.length() ? "..." : "";
    return '"' + before + printable(text.substring(start, end)) + after + '"';
  }

  /** The kernel's texts begin with a level, such as {@code \0013}, and end with a new line. */
  private static String printable(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        shown.append("\\n");
      } else {
        shown.append(c <= LAST_CONTROL ? String.format("\\%03o", (int) c) : String.valueOf(c));
      }
    }
    return shown.toString();
  }
}
