package io.klpforge.driver.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

  @Test
  void whatIsReadIsWrittenAsItWas() {
    String text =
        Json.document(
            json -> {
              json.text("text", "\"quoted\"\n\u00e9");
              json.number("number", Long.MIN_VALUE);
              json.flag("yes", true);
              json.flag("no", false);
              json.texts("none", List.of());
              json.texts("texts", List.of("b", "a"));
              json.object("object", inner -> inner.number("zero", 0));
            });
    JsonValue.Members read = JsonReader.read("it", text);
    assertEquals(text, Json.document(json -> json.members(read)));
    assertEquals("0", read.member("object").orElseThrow().text("zero"));
    assertEquals("b", read.elements("texts").get(0).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"a\" : 1",
        "{\"a\" : 1.5}",
        "{\"a\" : null}",
        "{\"a\" : 99999999999999999999}",
        "{\"a\" : 1, \"a\" : 2}",
        "{} {}"
      })
  void anythingElseIsRefused(String text) {
    Failure failure = assertThrows(Failure.class, () -> JsonReader.read("file.ko", text));
    assertTrue(failure.getMessage().startsWith("file.ko: not the JSON"), failure.getMessage());
  }
}
