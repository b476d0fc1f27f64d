package io.klpforge.diff.type;

/**
 * A member of a structure or union, or a value of an enum.
 *
 * @param name as C writes it behind the variable: members of nameless structures inside are {@code
 *     low}, or {@code pair.low} where only the type is nameless
 * @param place bits from the structure's beginning; of an enum the value
 * @param size bits; 0 for an array without length, and of an enum
 * @param type the structure, union or enum that lies there, itself or in an array, such as {@code
 *     struct list_head}; empty for anything else
 */
public record Field(String name, long place, long size, String type) {

  /** {@return the first bit behind it} */
  long end() {
    return place + size;
  }

  boolean isAt(Field other) {
    return place == other.place && size == other.size;
  }

  boolean overlaps(Field other) {
    return place < other.end() && other.place < end();
  }
}
