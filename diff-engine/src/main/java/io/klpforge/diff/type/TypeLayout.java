package io.klpforge.diff.type;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a type lies in memory.
 *
 * @param kind what it is
 * @param name its own; or its typedef's; of a nameless enum its first value's in braces
 * @param size bytes
 * @param fields in the order of the source
 */
public record TypeLayout(TypeKind kind, String name, long size, List<Field> fields) {
  /** Copies the list. */
  public TypeLayout {
    fields = List.copyOf(fields);
  }

  /** {@return it as C names it, such as {@code struct sk_buff}} */
  public String title() {
    return kind.keyword() + " " + name;
  }

  Map<String, Field> byName() {
    Map<String, Field> named = new LinkedHashMap<>();
    fields.forEach(field -> named.putIfAbsent(field.name(), field));
    return named;
  }

  /** {@return whether a value of {@code other} type lies in it} */
  boolean contains(String other) {
    return fields.stream().anyMatch(field -> field.type().equals(other));
  }
}
