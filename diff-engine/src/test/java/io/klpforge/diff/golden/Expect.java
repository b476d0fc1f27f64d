package io.klpforge.diff.golden;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A case's file {@code expect}: what the differ must find and what it must not, whatever compiler
 * made the objects.
 *
 * <p>Each line is a {@link Word}, perhaps with {@code not-} before it, and what it is about; names
 * are {@linkplain PlainName plain}. A line that begins with {@code [gcc s390x]} is only for
 * compilers of that kind, of that name, or for that machine. {@code #} begins a comment. Everything
 * that changed, is new or is removed, and every finding, must be told: what no line tells must not
 * be.
 */
final class Expect {
  private final List<String> lines;

  private Expect(List<String> lines) {
    this.lines = lines;
  }

  static Expect of(Fixture fixture) {
    return parse(
        fixture.text("expect").orElseThrow(() -> new AssertionError(fixture + " has no expect")));
  }

  static Expect parse(String text) {
    return new Expect(
        text.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .toList());
  }

  /** {@return every line that does not hold, and everything that no line tells} */
  List<String> violations(Compiled compiled, Facts facts) {
    List<String> violations = new ArrayList<>();
    Set<String> told = new HashSet<>();
    for (String line : lines) {
      if (isFor(line, compiled)) {
        Statement statement = Statement.parse(line.substring(line.indexOf(']') + 1).strip());
        told.addAll(statement.tells());
        if (!statement.holds(facts)) {
          violations.add("does not hold: " + line);
        }
      }
    }
    facts.toBeTold().stream()
        .filter(fact -> !told.contains(fact))
        .forEach(fact -> violations.add("nobody expected: " + fact));
    return violations;
  }

  private static boolean isFor(String line, Compiled compiled) {
    if (!line.startsWith("[")) {
      return true;
    }
    String kind = Toolchain.kind(compiled.compiler());
    Set<String> tags = Set.of(compiled.machine(), compiled.compiler(), kind);
    String[] wanted = line.substring(1, line.indexOf(']')).split(" ");
    return Arrays.stream(wanted).anyMatch(tags::contains);
  }
}
