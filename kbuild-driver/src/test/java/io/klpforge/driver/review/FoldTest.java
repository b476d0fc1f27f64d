package io.klpforge.driver.review;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.listing.Row;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldTest {
  private static List<Row> rows(int count, Set<Integer> differing) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Row(Optional.empty(), Optional.empty(), !differing.contains(i)))
        .toList();
  }

  @Test
  void showsWhatDiffersAndWhatIsAroundIt() {
    assertEquals(List.of(new Fold(42, 59)), Fold.of(rows(100, Set.of(50))));
    assertEquals(List.of(new Fold(0, 11), new Fold(91, 100)), Fold.of(rows(100, Set.of(2, 99))));
  }

  @Test
  void joinsWhatTouches() {
    assertEquals(List.of(new Fold(12, 46)), Fold.of(rows(100, Set.of(20, 37))));
    assertEquals(List.of(new Fold(12, 29), new Fold(30, 47)), Fold.of(rows(100, Set.of(20, 38))));
  }

  @Test
  void showsNothingOfTheSame() {
    assertEquals(List.of(), Fold.of(rows(100, Set.of())));
  }
}
