package io.klpforge.driver.report;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A piece of a JSON document that was read. Fractions and null are in none of ours. */
public sealed interface JsonValue {

  /** Writes it, behind the name of the member it is or as an element of a list. */
  void write(Json json) throws IOException;

  /** {@return the member of that name; empty if there is none, or if this is no object} */
  default Optional<JsonValue> member(String name) {
    return Optional.empty();
  }

  /** {@return the elements; none if this is no list} */
  default List<JsonValue> elements() {
    return List.of();
  }

  /** {@return a text, number, true or false as text; empty for lists and objects} */
  default String text() {
    return "";
  }

  /** {@return the text of a member; empty if there is none} */
  default String text(String name) {
    return member(name).map(JsonValue::text).orElse("");
  }

  /** {@return the elements of a member; none if there is none} */
  default List<JsonValue> elements(String name) {
    return member(name).map(JsonValue::elements).orElse(List.of());
  }

  /** A text. */
  record Text(String text) implements JsonValue {
    @Override
    public void write(Json json) throws IOException {
      json.element(text);
    }
  }

  /** A whole number. */
  record Whole(long value) implements JsonValue {
    @Override
    public void write(Json json) throws IOException {
      json.element(value);
    }

    @Override
    public String text() {
      return Long.toString(value);
    }
  }

  /** True or false. */
  record Flag(boolean value) implements JsonValue {
    @Override
    public void write(Json json) throws IOException {
      json.element(value);
    }

    @Override
    public String text() {
      return Boolean.toString(value);
    }
  }

  /** A list. */
  record Items(List<JsonValue> elements) implements JsonValue {
    /** Copies the list. */
    public Items {
      elements = List.copyOf(elements);
    }

    @Override
    public void write(Json json) throws IOException {
      json.elements(elements);
    }
  }

  /** An object; its members keep their order. */
  record Members(Map<String, JsonValue> all) implements JsonValue {
    /** Copies the map. */
    public Members {
      all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
    }

    @Override
    public void write(Json json) throws IOException {
      json.object(inner -> inner.members(this));
    }

    @Override
    public Optional<JsonValue> member(String name) {
      return Optional.ofNullable(all.get(name));
    }
  }
}
