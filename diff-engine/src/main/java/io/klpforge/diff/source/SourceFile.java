package io.klpforge.diff.source;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A C file's text, and what its lines are lines of. */
public final class SourceFile {
  private static final Pattern DEFINE = Pattern.compile("\\s*#\\s*define\\s+(\\w+).*");

  private final List<String> lines;
  private final CodeText text;

  private SourceFile(String text) {
    this.lines = List.of(text.split("\n", -1));
    this.text = CodeText.of(lines);
  }

  /** {@return a file that says {@code text}} */
  public static SourceFile of(String text) {
    return new SourceFile(text);
  }

  /** {@return what a line says, without the space around it}; empty where there is none */
  public String line(int number) {
    return number > 0 && number <= lines.size() ? lines.get(number - 1).strip() : "";
  }

  /** {@return the lines without comments and needless space} */
  List<String> code() {
    return text.code();
  }

  /** {@return the code of some lines, one behind the other} */
  public String code(LineRange range) {
    int first = Math.max(1, Math.min(range.first(), lines.size() + 1));
    int last = Math.max(first - 1, Math.min(range.last(), lines.size()));
    return String.join("\n", text.code().subList(first - 1, last));
  }

  /**
   * {@return the lines of a function}: from where its declaration begins to the end of its body, or
   * where it has none, as what a macro makes, to the end of the statement
   *
   * @param declared the line its name is on
   */
  public LineRange function(int declared) {
    if (declared < 1 || declared > lines.size()) {
      return new LineRange(declared, declared);
    }
    return new LineRange(declarationStart(declared), new BodyScan(text.shape(), declared).end());
  }

  /** Kernel style puts {@code static int} or attributes on lines of their own before the name. */
  private int declarationStart(int declared) {
    int first = declared;
    while (first > 1 && continues(text.code().get(first - 2))) {
      first--;
    }
    return first;
  }

  private static boolean continues(String before) {
    boolean ends =
        before.isEmpty()
            || before.startsWith("#")
            || before.endsWith(";")
            || before.endsWith("}")
            || before.endsWith("\\")
            || before.endsWith(")");
    return !ends;
  }

  /** {@return the lines of each macro that is defined here}, by name; the last one of a name */
  public SortedMap<String, LineRange> macros() {
    SortedMap<String, LineRange> macros = new TreeMap<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher define = DEFINE.matcher(text.code().get(i));
      if (define.matches()) {
        int last = i;
        while (last + 1 < lines.size() && lines.get(last).endsWith("\\")) {
          last++;
        }
        macros.put(define.group(1), new LineRange(i + 1, last + 1));
        i = last;
      }
    }
    return macros;
  }

  /** {@return the lines of all functions that have a body here}, in their order */
  public List<LineRange> bodies() {
    List<LineRange> bodies = new ArrayList<>();
    for (int i = 1; i <= lines.size(); i++) {
      String code = text.code().get(i - 1);
      boolean alone = code.equals("{") && text.shape().get(i - 1).startsWith("{");
      boolean oneLine = code.endsWith("}") && code.contains(") {");
      if (alone || oneLine) {
        LineRange body = new LineRange(declarationBefore(i), new BodyScan(text.shape(), i).end());
        bodies.add(body);
        i = Math.max(i, body.last());
      }
    }
    return bodies;
  }

  /** Up to what ends the construct before, at most a screen. */
  private int declarationBefore(int brace) {
    int first = brace;
    while (first > 1 && brace - first < 24 && !isBoundary(text.code().get(first - 2))) {
      first--;
    }
    return first;
  }

  private static boolean isBoundary(String code) {
    return code.isEmpty() || code.startsWith("#") || code.endsWith(";") || code.endsWith("}");
  }
}
