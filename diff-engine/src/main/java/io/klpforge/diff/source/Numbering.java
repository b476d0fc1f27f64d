package io.klpforge.diff.source;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which lines of a patched file a compiler knows by which numbers, where {@code #line} directives
 * keep those of untouched code: a new line may have the number of an old one.
 */
final class Numbering {
  /** Nothing is known. */
  static final Numbering NONE = new Numbering(Map.of());

  private static final Pattern DIRECTIVE = Pattern.compile("#line ([0-9]+)");

  private final Map<Integer, Integer> lines;

  private Numbering(Map<Integer, Integer> lines) {
    this.lines = lines;
  }

  /**
   * {@return the numbering of a text}
   *
   * @param compiled the patched file with directives, which no patch writes itself in this form
   * @param edits what is new in it
   */
  static Numbering of(String compiled, List<SourceEdit> edits) {
    Set<Integer> fresh = newLines(edits);
    Map<Integer, Integer> lines = new HashMap<>();
    int number = 1;
    int line = 1;
    for (String text : compiled.split("\n", -1)) {
      Matcher directive = DIRECTIVE.matcher(text);
      if (directive.matches()) {
        number = Integer.parseInt(directive.group(1));
      } else {
        int own = line;
        lines.merge(
            number, own, (old, same) -> fresh.contains(own) && !fresh.contains(old) ? same : old);
        number++;
        line++;
      }
    }
    return new Numbering(lines);
  }

  private static Set<Integer> newLines(List<SourceEdit> edits) {
    Set<Integer> lines = new HashSet<>();
    for (SourceEdit edit : edits) {
      for (int line = edit.after().first(); line <= edit.after().last(); line++) {
        lines.add(line);
      }
    }
    return lines;
  }

  Optional<Integer> line(int number) {
    return Optional.ofNullable(lines.get(number));
  }
}
