package io.klpforge.driver.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.klpforge.diff.check.Finding;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes JSON for programs to read; {@link JsonReader} reads it. Only these two use jackson. */
public final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator generator;

  private Json(JsonGenerator generator) {
    this.generator = generator;
  }

  /** What writes the members of an object. */
  public interface Members {
    /** Writes them. */
    void write(Json json) throws IOException;
  }

  /** {@return a whole document: one object with these members} */
  public static String document(Members members) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      generator.setPrettyPrinter(new DefaultPrettyPrinter());
      new Json(generator).object(members);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Writes an object. */
  public void object(Members members) throws IOException {
    generator.writeStartObject();
    members.write(this);
    generator.writeEndObject();
  }

  /** Writes a text member. */
  public void text(String name, String value) throws IOException {
    generator.writeStringField(name, value);
  }

  /** Writes a number member. */
  public void number(String name, long value) throws IOException {
    generator.writeNumberField(name, value);
  }

  /** Writes a true or false member. */
  public void flag(String name, boolean value) throws IOException {
    generator.writeBooleanField(name, value);
  }

  /** Writes a member that is a list of texts. */
  public void texts(String name, List<String> values) throws IOException {
    generator.writeArrayFieldStart(name);
    for (String value : values) {
      generator.writeString(value);
    }
    generator.writeEndArray();
  }

  /** Writes a member that is a list of numbers. */
  public void numbers(String name, List<Integer> values) throws IOException {
    generator.writeArrayFieldStart(name);
    for (int value : values) {
      generator.writeNumber(value);
    }
    generator.writeEndArray();
  }

  /** What writes one element of a list. */
  public interface Element<T> {
    /** Writes the members of the object that stands for {@code value}. */
    void write(Json json, T value) throws IOException;
  }

  /** Writes a member that is a list of objects. */
  public <T> void objects(String name, List<T> values, Element<T> element) throws IOException {
    generator.writeArrayFieldStart(name);
    for (T value : values) {
      object(json -> element.write(json, value));
    }
    generator.writeEndArray();
  }

  /** Writes a member that is an object. */
  public void object(String name, Members members) throws IOException {
    generator.writeFieldName(name);
    object(members);
  }

  /** Writes a member that was read. */
  public void value(String name, JsonValue value) throws IOException {
    generator.writeFieldName(name);
    value.write(this);
  }

  /** Writes all members of an object that was read. */
  public void members(JsonValue.Members members) throws IOException {
    for (Map.Entry<String, JsonValue> member : members.all().entrySet()) {
      value(member.getKey(), member.getValue());
    }
  }

  void element(String value) throws IOException {
    generator.writeString(value);
  }

  void element(long value) throws IOException {
    generator.writeNumber(value);
  }

  void element(boolean value) throws IOException {
    generator.writeBoolean(value);
  }

  void elements(List<JsonValue> values) throws IOException {
    generator.writeStartArray();
    for (JsonValue value : values) {
      value.write(this);
    }
    generator.writeEndArray();
  }

  /** Writes the member {@code findings}. */
  public void findings(List<Finding> findings) throws IOException {
    objects(
        "findings",
        findings,
        (json, finding) -> {
          json.text("id", finding.rule());
          json.text("severity", finding.severity().name().toLowerCase(Locale.ROOT));
          json.text("where", finding.where());
          json.text("message", finding.message());
          json.text("remedy", finding.remedy());
        });
  }
}
