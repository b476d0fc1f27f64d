package io.klpforge.diff.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case comes out as its {@code expect} says, for every machine whose objects are here. */
final class ExpectTest {

  static List<Compiled> all() {
    return Compiled.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void comesOutAsItsStatementSays(Compiled compiled) {
    Facts facts = Facts.of(Diffed.of(compiled));
    Fixture fixture = compiled.fixture();
    if (System.getProperty("golden.update") != null && !fixture.has("expect")) {
      fixture.write("expect", Optional.of(draft(facts)));
    }
    List<String> violations = Expect.of(fixture).violations(compiled, facts);
    assertEquals(List.of(), violations, compiled.toString());
  }

  /**
   * {@return the least a new case must say; what is the same and what is not carried is to be
   * added}
   */
  private static String draft(Facts facts) {
    String end = facts.isPatchable() ? "patchable" : "refused";
    List<String> lines = new ArrayList<>(facts.toBeTold());
    lines.add(end);
    return String.join("\n", lines) + "\n";
  }
}
