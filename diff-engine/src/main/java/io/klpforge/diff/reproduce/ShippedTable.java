package io.klpforge.diff.reproduce;

import io.klpforge.diff.layout.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** The records of one special section of the shipped kernel, by the code they are about. */
final class ShippedTable {
  private final NavigableMap<Long, List<Long>> byCode = new TreeMap<>(Long::compareUnsigned);

  /**
   * Reads a table.
   *
   * @param start address of its first byte
   * @param end address of the first byte behind it
   * @param size bytes of one record
   * @param code where in a record the reference to the code is
   */
  ShippedTable(ShippedImage image, long start, long end, int size, Site code) {
    for (long record = start; record + code.offset() < end; record += size) {
      OptionalLong operand = image.operand(record + code.offset(), code.type());
      if (operand.isPresent()) {
        byCode.computeIfAbsent(operand.getAsLong(), key -> new ArrayList<>(1)).add(record);
      }
    }
  }

  /** {@return the addresses of the records about the code at {@code address}} */
  List<Long> about(long address) {
    return byCode.getOrDefault(address, List.of());
  }

  /** {@return the addresses in a range of code that it has records about} */
  Set<Long> codeIn(long start, long end) {
    return byCode.subMap(start, end).keySet();
  }
}
