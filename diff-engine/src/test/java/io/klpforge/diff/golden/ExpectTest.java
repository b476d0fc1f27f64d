package io.klpforge.diff.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
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
    List<String> violations = Expect.of(compiled.fixture()).violations(compiled, facts);
    assertEquals(List.of(), violations, compiled.toString());
  }
}
