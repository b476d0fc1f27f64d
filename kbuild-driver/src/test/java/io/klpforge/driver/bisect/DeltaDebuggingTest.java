package io.klpforge.driver.bisect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.bisect.DeltaDebugging.Answer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeltaDebuggingTest {
  private static List<Integer> upTo(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static Function<List<Integer>, Answer> needs(Integer... needed) {
    return subset -> subset.containsAll(List.of(needed)) ? Answer.YES : Answer.NO;
  }

  @Test
  void findsTheOneElementThatDoesIt() {
    assertEquals(List.of(13), new DeltaDebugging<>(needs(13)).minimal(upTo(20)));
  }

  @Test
  void findsElementsFarApart() {
    assertEquals(List.of(0, 7, 19), new DeltaDebugging<>(needs(19, 0, 7)).minimal(upTo(20)));
  }

  @Test
  void keepsTogetherWhatMakesNoSenseAlone() {
    Function<List<Integer>, Answer> test =
        subset -> {
          if (subset.contains(3) != subset.contains(11)) {
            return Answer.UNRESOLVED;
          }
          return subset.contains(3) ? Answer.YES : Answer.NO;
        };
    assertEquals(List.of(3, 11), new DeltaDebugging<>(test).minimal(upTo(16)));
  }

  @Test
  void leavesASingleElementAlone() {
    DeltaDebugging<Integer> search = new DeltaDebugging<>(needs(0));
    assertEquals(List.of(0), search.minimal(upTo(1)));
    assertEquals(0, search.tried());
  }

  @Test
  void triesNoSubsetTwice() {
    Set<List<Integer>> tried = new HashSet<>();
    DeltaDebugging<Integer> search =
        new DeltaDebugging<>(
            subset -> {
              assertTrue(tried.add(subset), subset::toString);
              return needs(2, 5).apply(subset);
            });
    search.minimal(upTo(9));
    search.minimal(upTo(9));
    assertEquals(tried.size(), search.tried());
  }

  /** Whatever the answers, no element of the result can be left out, and the order stays. */
  @Test
  void nothingCanBeLeftOutOfTheResult() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      int size = 2 + random.nextInt(14);
      Set<Integer> needed = new HashSet<>(List.of(random.nextInt(size), random.nextInt(size)));
      int pair = random.nextInt(size);
      Function<List<Integer>, Answer> test =
          subset -> {
            if (subset.contains(pair) && !subset.contains((pair + 3) % size)) {
              return Answer.UNRESOLVED;
            }
            return subset.containsAll(needed) ? Answer.YES : Answer.NO;
          };
      List<Integer> result = new DeltaDebugging<>(test).minimal(upTo(size));
      assertEquals(Answer.YES, test.apply(result), "seed " + seed);
      assertEquals(result.stream().sorted().toList(), result, "seed " + seed);
      for (Integer element : result) {
        List<Integer> rest = new ArrayList<>(result);
        rest.remove(element);
        assertTrue(test.apply(rest) != Answer.YES, "seed " + seed + ": " + element);
      }
    }
  }
}
