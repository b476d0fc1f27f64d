package io.klpforge.driver.manifest;

import io.klpforge.driver.report.JsonReader;
import io.klpforge.driver.report.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The manifest's schema, as far as it uses the language of JSON schemas. */
public final class Schema {
  private final JsonValue.Members root;
  private final List<String> violations = new ArrayList<>();

  private Schema(JsonValue.Members root) {
    this.root = root;
  }

  /** {@return what in a manifest is not as the schema says, each with its place} */
  public static List<String> violations(JsonValue.Members manifest) throws IOException {
    try (InputStream in = Manifest.class.getResourceAsStream("manifest.schema.json")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Schema schema = new Schema(JsonReader.read("schema", text));
      schema.check("", manifest, schema.root);
      return schema.violations;
    }
  }

  private void check(String place, JsonValue value, JsonValue schema) {
    Optional<JsonValue> reference = schema.member("$ref");
    if (reference.isPresent()) {
      String name = reference.get().text().replace("#/$defs/", "");
      check(place, value, root.member("$defs").orElseThrow().member(name).orElseThrow());
      return;
    }
    if (!schema.text("type").equals(type(value))) {
      violations.add(place + ": is of type " + type(value) + ", not " + schema.text("type"));
    } else if (value instanceof JsonValue.Members members) {
      checkMembers(place, members, schema);
    } else {
      value
          .elements()
          .forEach(one -> check(place + "[]", one, schema.member("items").orElseThrow()));
    }
    boolean matches =
        schema.member("pattern").map(p -> value.text().matches(p.text())).orElse(true);
    if (!matches) {
      violations.add(place + ": " + value.text());
    }
  }

  private void checkMembers(String place, JsonValue.Members members, JsonValue schema) {
    JsonValue known = schema.member("properties").orElseThrow();
    for (Map.Entry<String, JsonValue> member : members.all().entrySet()) {
      String inside = place + "/" + member.getKey();
      known
          .member(member.getKey())
          .ifPresentOrElse(
              inner -> check(inside, member.getValue(), inner),
              () -> violations.add(inside + ": not in the schema"));
    }
    for (JsonValue required : schema.elements("required")) {
      if (members.member(required.text()).isEmpty()) {
        violations.add(place + "/" + required.text() + ": missing");
      }
    }
  }

  private static String type(JsonValue value) {
    if (value instanceof JsonValue.Members) {
      return "object";
    }
    if (value instanceof JsonValue.Items) {
      return "array";
    }
    if (value instanceof JsonValue.Whole) {
      return "integer";
    }
    return value instanceof JsonValue.Flag ? "boolean" : "string";
  }
}
