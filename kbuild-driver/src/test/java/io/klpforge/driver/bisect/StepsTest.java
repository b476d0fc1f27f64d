package io.klpforge.driver.bisect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.driver.bisect.Steps.Step;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StepsTest {
  @Test
  void eachPartIsAStepWhereAllCompile() {
    assertEquals(
        List.of(new Step(0, 1), new Step(1, 2), new Step(2, 3)), Steps.of(3, count -> true));
  }

  @Test
  void takesPartsTogetherUntilItCompiles() {
    Set<Integer> broken = Set.of(2, 3, 5);
    assertEquals(
        List.of(new Step(0, 1), new Step(1, 4), new Step(4, 6)),
        Steps.of(6, count -> !broken.contains(count)));
  }

  @Test
  void withoutPartsThereIsNoStep() {
    assertEquals(List.of(), Steps.of(0, count -> true));
  }
}
