package io.klpforge.driver.kbuild;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private static ObjectState state(String object, Map<String, String> versions) {
    TreeMap<String, FileVersion> files = new TreeMap<>();
    versions.forEach((path, code) -> files.put(path, new FileVersion(code, Optional.empty())));
    return new ObjectState(object, files);
  }

  private static final ObjectState A1 = state("a.o", Map.of("a.c", "1", "h.h", "1"));
  private static final ObjectState A2 = state("a.o", Map.of("a.c", "2", "h.h", "1"));
  private static final ObjectState B1 = state("b.o", Map.of("b.c", "1", "h.h", "1"));
  private static final ObjectState B2 = state("b.o", Map.of("b.c", "1", "h.h", "2"));
  private static final ObjectState C = state("c.o", Map.of("c.c", "1"));

  @Test
  void whatGoesTogetherIsOneRound() {
    assertEquals(List.of(List.of(A1, B1, C)), Rounds.of(List.of(A1, B1, C), 9));
  }

  @Test
  void noObjectTwiceAndNoFileInTwoVersions() {
    assertEquals(
        List.of(List.of(A1, C), List.of(A2), List.of(B2)), Rounds.of(List.of(A1, A2, B2, C), 9));
  }

  @Test
  void noRoundIsTooLarge() {
    assertEquals(List.of(List.of(A1, B1), List.of(C)), Rounds.of(List.of(A1, B1, C), 2));
  }

  @Test
  void stateIsKnownByItsObjectAndItsFiles() {
    assertEquals(A1.key(), state("a.o", Map.of("h.h", "1", "a.c", "1")).key());
    assertNotEquals(A1.key(), A2.key());
    assertNotEquals(A1.key(), state("b.o", Map.of("h.h", "1", "a.c", "1")).key());
  }

  @Test
  void saysHowLongItWillTake() {
    RoundClock clock = new RoundClock(10);
    assertEquals(Optional.empty(), clock.line(0));
    clock.done(4);
    assertEquals(Optional.of("  4 of 10 done, about 60 s left"), clock.line(40));
    assertEquals(Optional.of("  4 of 10 done, about 15 min left"), clock.line(600));
    clock.done(6);
    assertEquals(Optional.empty(), clock.line(100));
  }
}
