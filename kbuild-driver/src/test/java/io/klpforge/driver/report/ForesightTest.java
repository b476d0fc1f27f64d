package io.klpforge.driver.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ForesightTest {
  private static final OptionalDouble UNKNOWN = OptionalDouble.empty();
  private final Foresight without = new Foresight(UNKNOWN);
  private final Foresight with = new Foresight(OptionalDouble.of(10));

  @Test
  void goesByEarlierRuns() {
    assertEquals(OptionalDouble.of(6), with.remaining(4));
  }

  @Test
  void isSilentWhenNothingIsKnownOrTheRunTakesLonger() {
    assertEquals(UNKNOWN, without.remaining(4));
    assertEquals(UNKNOWN, with.remaining(10));
  }

  @Test
  void goesByThePartsOnceTheyAreSome() {
    assertEquals(OptionalDouble.of(6), with.remaining(4, 2, 20, 4));
    assertEquals(OptionalDouble.of(6), with.remaining(4, 4, 20, 1));
    assertEquals(OptionalDouble.of(16), with.remaining(4, 4, 20, 4));
  }

  @Test
  void knowsNothingOfWhatComesAfterTheLastPart() {
    assertEquals(UNKNOWN, without.remaining(40, 20, 20, 40));
  }
}
