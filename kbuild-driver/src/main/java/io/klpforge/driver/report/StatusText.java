package io.klpforge.driver.report;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How far a step is, for people.
 *
 * @param what the step in a few words
 * @param item the part that was done last; may be empty
 * @param done parts that are done
 * @param total parts; 0 if their number is not known
 * @param elapsed seconds since the step began
 * @param remaining seconds until its end, if that can be told
 */
record StatusText(
    String what, String item, int done, int total, double elapsed, OptionalDouble remaining) {
  private static final int LONGEST_BAR = 30;
  private static final int SHORTEST_BAR = 6;
  private static final String SPINNER = "|/-\\";

  /** {@return the part that is done, from 0 to 1, if that can be told} */
  private OptionalDouble fraction() {
    if (remaining.isPresent()) {
      return OptionalDouble.of(elapsed / (elapsed + remaining.getAsDouble()));
    }
    return total > 0 ? OptionalDouble.of((double) done / total) : OptionalDouble.empty();
  }

  /** {@return one line of less than {@code columns} characters, for a terminal} */
  String line(int columns, boolean unicode) {
    int room = Math.max(1, columns - 1);
    String end = " " + numbers().replace("about ", "~");
    String name = cut(printable(what), Math.max(8, room - end.length()));
    int left = room - name.length() - end.length();
    String bar = fraction().isPresent() ? bar(left - 3, unicode) : spinner(left);
    String line = name + bar + end;
    int rest = room - line.length() - 1;
    String last = item.isEmpty() || rest < item.length() ? "" : " " + printable(item);
    return cut(line + last, room);
  }

  /** {@return the line for a log}: {@code 5 of 12, 0:20 left} */
  String plain() {
    String of = total > 0 ? done + " of " + total : done + " done";
    return "  " + of + (remaining.isPresent() ? ", " + left() : " ...");
  }

  private String numbers() {
    String parts = total > 0 ? done + "/" + total + " " : done > 0 ? done + " " : "";
    return parts + clock(elapsed) + (remaining.isPresent() ? ", " + left() : "");
  }

  private String left() {
    return "about " + clock(Math.max(1, remaining.orElseThrow())) + " left";
  }

  private String bar(int width, boolean unicode) {
    int length = Math.min(LONGEST_BAR, width);
    if (length < SHORTEST_BAR) {
      return "";
    }
    int filled = (int) (length * fraction().orElseThrow());
    String full = unicode ? "\u2588" : "#";
    String empty = unicode ? "\u2591" : ".";
    return " [" + full.repeat(filled) + empty.repeat(length - filled) + "]";
  }

  private String spinner(int width) {
    return width < 2 ? "" : " " + SPINNER.charAt((int) (elapsed * 4) % SPINNER.length());
  }

  /** {@return minutes and seconds}: {@code 0:07}, {@code 12:34}, {@code 61:00} */
  private static String clock(double seconds) {
    long whole = Math.round(seconds);
    return String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
  }

  /** Names come from patches and files; none may move the terminal's cursor. */
  private static String printable(String text) {
    return text.replaceAll("\\p{C}", "?");
  }

  private static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    return length < 3 ? text.substring(0, length) : text.substring(0, length - 2) + "..";
  }
}
