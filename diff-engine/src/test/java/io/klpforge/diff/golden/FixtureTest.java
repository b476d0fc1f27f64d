package io.klpforge.diff.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fixture comes out as its folder says; {@code -Dgolden.update} writes what comes out. */
final class FixtureTest {
  private static final Set<String> RULES =
      new TreeSet<>(
          Set.of(
              "ambiguous-reference",
              "ambiguous-static",
              "baseline-mismatch",
              "changed-data",
              "changed-layout",
              "collected-section",
              "elf-header",
              "group-section",
              "ignored-change",
              "init-code",
              "init-reference",
              "jump-label-key",
              "learned-section",
              "needless-mark",
              "new-export",
              "no-ftrace-entry",
              "out-of-reach",
              "removed-export",
              "sibling-call",
              "special-section-reference",
              "static-call-key",
              "tracepoint-off",
              "unknown-function",
              "unknown-mark",
              "unknown-section",
              "unknown-symbol",
              "unsupported-reference",
              "unwatched-callee"));

  /** {@return those that there are for x86-64, whose exact outcome is told} */
  static List<Fixture> all() {
    return Compiled.all().stream()
        .filter(one -> one.machine().equals(Compiled.X86_64))
        .map(Compiled::fixture)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void comesOutAsExpected(Fixture fixture) {
    Outcome outcome = Outcome.of(fixture);
    if (System.getProperty("golden.update") != null) {
      fixture.write("expected.diff", Optional.of(outcome.diff()));
      fixture.write("expected.findings", Optional.of(outcome.findings()));
      fixture.write("expected.plan", outcome.plan());
    }
    assertEquals(List.of(), fixture.unknownFiles());
    assertEquals(fixture.text("expected.diff"), Optional.of(outcome.diff()));
    assertEquals(fixture.text("expected.findings"), Optional.of(outcome.findings()));
    assertEquals(fixture.text("expected.plan"), outcome.plan());
  }

  @Test
  void everyRuleHasAFixtureThatShowsIt() {
    for (String rule : RULES) {
      Fixture fixture = new Fixture(Fixture.root().resolve(rule));
      assertTrue(rulesShownBy(fixture).contains(rule), rule + " is not shown");
    }
  }

  @Test
  void noFixtureShowsARuleThatIsNotListed() {
    for (Fixture fixture : Fixture.all()) {
      assertEquals(Set.of(), without(rulesShownBy(fixture), RULES), fixture.toString());
    }
  }

  /** {@return the rules of the findings that are expected for some machine or compiler} */
  private static Set<String> rulesShownBy(Fixture fixture) {
    return fixture
        .text("expect")
        .orElse("")
        .lines()
        .map(line -> line.replaceFirst("^\\[.*] ", ""))
        .filter(line -> line.startsWith("finding "))
        .map(line -> line.split(" ", -1)[1])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> without(Set<String> some, Set<String> others) {
    Set<String> rest = new TreeSet<>(some);
    rest.removeAll(others);
    return rest;
  }
}
