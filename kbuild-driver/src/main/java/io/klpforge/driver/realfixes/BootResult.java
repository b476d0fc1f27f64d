package io.klpforge.driver.realfixes;

import io.klpforge.driver.report.Json;
import io.klpforge.driver.report.JsonReader;
import io.klpforge.driver.report.JsonValue;
import java.io.IOException;
import java.util.List;

/**
 * What became of a livepatch in the virtual machine.
 *
 * @param name of the fix
 * @param works whether it loaded, went over, was disabled and unloaded without a complaint
 * @param alone whether its module would not load in that machine, which lacks the hardware, so that
 *     the livepatch was loaded without it
 * @param reasons why it does not work, or why the module did not load
 */
record BootResult(String name, boolean works, boolean alone, List<String> reasons) {

  /** Copies the list. */
  BootResult {
    reasons = List.copyOf(reasons);
  }

  void write(Json json) throws IOException {
    json.text("name", name);
    json.flag("works", works);
    json.flag("alone", alone);
    json.texts("reasons", reasons);
  }

  String text() {
    return Json.document(this::write) + "\n";
  }

  static BootResult read(String what, String text) {
    JsonValue.Members json = JsonReader.read(what, text);
    return new BootResult(
        json.text("name"),
        Boolean.parseBoolean(json.text("works")),
        Boolean.parseBoolean(json.text("alone")),
        json.elements("reasons").stream().map(JsonValue::text).toList());
  }
}
