package io.klpforge.driver.realfixes;

import io.klpforge.driver.report.Json;
import io.klpforge.driver.report.JsonReader;
import io.klpforge.driver.report.JsonValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one fix when it was tried.
 *
 * @param name of the fix
 * @param paths of the patch that was tried last, more than one for a group; with the words that
 *     chose, where only parts of a file are in it
 * @param outcome of that
 * @param rules ids of the findings that forbid a livepatch, each once
 * @param reason the first finding or the failure, for people; empty if it was delivered
 * @param changed functions that the livepatch replaces, or would
 * @param unexplained those of them whose change no line of the patch explains
 * @param wall milliseconds of the last build
 * @param original of these, for compiling what the cache lacked of the kernel as it is
 * @param cpu milliseconds of processor time of its steps, without that
 * @param module the livepatch, if it was delivered
 * @param targets the names of modules it patches; vmlinux is left out
 */
record FixResult(
    String name,
    List<String> paths,
    Outcome outcome,
    List<String> rules,
    String reason,
    List<String> changed,
    List<String> unexplained,
    long wall,
    long original,
    long cpu,
    Optional<Path> module,
    List<String> targets) {

  /** Copies the lists. */
  FixResult {
    paths = List.copyOf(paths);
    rules = List.copyOf(rules);
    changed = List.copyOf(changed);
    unexplained = List.copyOf(unexplained);
    targets = List.copyOf(targets);
  }

  /** {@return a result without a build's details} */
  static FixResult of(Fix fix, Outcome outcome, String reason, long wall) {
    return new FixResult(
        fix.name(),
        fix.files(),
        outcome,
        List.of(),
        reason,
        List.of(),
        List.of(),
        wall,
        0,
        0,
        Optional.empty(),
        List.of());
  }

  /** {@return milliseconds without what the cache saves the next time} */
  long warm() {
    return wall - original;
  }

  void write(Json json) throws IOException {
    json.text("name", name);
    json.texts("paths", paths);
    json.text("outcome", outcome.id());
    json.texts("rules", rules);
    json.text("reason", reason);
    json.texts("changed", changed);
    json.texts("unexplained", unexplained);
    json.number("wall", wall);
    json.number("original", original);
    json.number("cpu", cpu);
    json.text("module", module.map(Path::toString).orElse(""));
    json.texts("targets", targets);
  }

  String text() {
    return Json.document(this::write) + "\n";
  }

  static FixResult read(String what, String text) {
    JsonValue.Members json = JsonReader.read(what, text);
    return new FixResult(
        json.text("name"),
        texts(json, "paths"),
        Outcome.of(json.text("outcome")),
        texts(json, "rules"),
        json.text("reason"),
        texts(json, "changed"),
        texts(json, "unexplained"),
        Long.parseLong(json.text("wall")),
        Long.parseLong(json.text("original")),
        Long.parseLong(json.text("cpu")),
        Optional.of(json.text("module")).filter(file -> !file.isEmpty()).map(Path::of),
        texts(json, "targets"));
  }

  private static List<String> texts(JsonValue.Members json, String name) {
    return json.elements(name).stream().map(JsonValue::text).toList();
  }
}
