package io.klpforge.diff.special;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class EntryTableTest {

  /** {@code records} records of {@code size} bytes, each with relocations at {@code places}. */
  private static int size(
      int records, int size, long whole, long alignment, List<Integer> places, String code) {
    List<Long> offsets = new ArrayList<>();
    List<Boolean> namesCode = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      for (int place = 0; place < places.size(); place++) {
        offsets.add((long) i * size + places.get(place));
        namesCode.add(code.charAt(place) == 'c');
      }
    }
    return new EntryTable(whole, alignment, offsets, namesCode)
        .entrySize(places.size(), places.size())
        .orElse(0);
  }

  private static void learns(int size, List<Integer> places, String code) {
    for (int records = 1; records <= 7; records++) {
      assertEquals(size, size(records, size, (long) records * size, 1, places, code));
    }
  }

  @Test
  void learnsTheSizesThatKernelsHave() {
    learns(4, List.of(0), "c"); // .smp_locks
    learns(8, List.of(0), "c"); // __mcount_loc
    learns(8, List.of(0, 4), "cd"); // .static_call_sites
    learns(12, List.of(0, 4), "cd"); // __bug_table
    learns(12, List.of(0, 4), "cc"); // __ex_table, .altinstructions in 6.1
    learns(14, List.of(0, 4), "cc"); // .altinstructions in 6.12
    learns(16, List.of(0, 4, 8), "ccd"); // __jump_table
    learns(16, List.of(0), "c"); // .parainstructions
    learns(48, List.of(16, 24, 32, 40), "cccc"); // __ftr_fixup
  }

  @Test
  void lastRecordMayLackItsPadding() {
    for (int records = 1; records <= 12; records++) {
      long whole = 16L * records - 6;
      int expected = records == 1 ? 10 : 16;
      assertEquals(expected, size(records, 16, whole, 8, List.of(0), "c"), records + " records");
    }
  }

  @Test
  void doesNotDivideRecordsOfDifferentShape() {
    doesNotDivide(24, List.of(0L, 4L, 12L, 18L), List.of(true, false, true, false));
  }

  @Test
  void doesNotDivideRecordsThatNameNoCodeFirst() {
    doesNotDivide(8, List.of(0L, 4L), List.of(false, false));
  }

  @Test
  void doesNotDivideAnUnevenTail() {
    doesNotDivide(29, List.of(0L, 12L), List.of(true, true));
  }

  private static void doesNotDivide(long whole, List<Long> offsets, List<Boolean> namesCode) {
    assertEquals(OptionalInt.empty(), new EntryTable(whole, 4, offsets, namesCode).entrySize(1, 3));
  }
}
