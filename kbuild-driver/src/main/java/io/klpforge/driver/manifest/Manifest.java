package io.klpforge.driver.manifest;

import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.driver.report.Failure;
import io.klpforge.driver.report.Json;
import io.klpforge.driver.report.JsonReader;
import io.klpforge.driver.report.JsonValue;
import io.klpforge.emit.livepatch.ManifestSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a module tells of its making.
 *
 * @param text as it lies in the module
 * @param document the same, read
 */
public record Manifest(String text, JsonValue.Members document) {
  /** The format this program writes, and reads: raised when a member's meaning changes. */
  public static final int FORMAT = 1;

  /**
   * {@return the manifest of a module, if it carries one}
   *
   * @param file what to call it in the message
   * @throws Failure if it cannot be read, or is of another format
   */
  public static Optional<Manifest> of(String file, ObjectFile module) {
    return ManifestSection.read(module).map(text -> parse(file, text));
  }

  private static Manifest parse(String file, String text) {
    JsonValue.Members document = JsonReader.read(file + ": manifest", text);
    String format = document.text("format");
    if (!format.equals(Integer.toString(FORMAT))) {
      throw new Failure(
          file
              + ": its manifest is of format "
              + (format.isEmpty() ? "(none)" : format)
              + "; this klpforge reads format "
              + FORMAT
              + "\n    inspect --manifest prints it as it is");
    }
    return new Manifest(text, document);
  }

  /** {@return whether build id, functions and livepatch relocations are those of {@code module}} */
  public boolean describes(ModuleContents module) {
    String own = Json.document(module::write);
    boolean same = document.member("module").equals(Optional.of(JsonReader.read("module", own)));
    return same && set().map(set -> set.has(module)).orElse(true);
  }

  private Optional<ModuleSet> set() {
    return document.member("split").map(ModuleSet::of);
  }

  /** {@return the essence, for people} */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    JsonValue kernel = document.member("kernel").orElse(document);
    lines.add("made by:   " + document.text("tool") + ", " + document.text("compiler"));
    lines.add("kernel:    " + kernel.text("release") + ", build id " + kernel.text("buildId"));
    for (JsonValue module : kernel.elements("modules")) {
      lines.add("           " + module.text("name") + ", build id " + module.text("buildId"));
    }
    for (JsonValue patch : document.elements("patches")) {
      lines.add("patch:     " + patch.text("name") + ", sha256 " + patch.text("sha256"));
    }
    set().ifPresent(set -> addSet(lines, set));
    document.elements("objects").forEach(object -> addObject(lines, object));
    document
        .member("baseline")
        .ifPresent(baseline -> addFindings(lines, "trusted", baseline.elements("overridden")));
    addFindings(lines, "said", document.elements("findings"));
    document.member("verification").ifPresent(verification -> addVerification(lines, verification));
    return lines;
  }

  private static void addSet(List<String> lines, ModuleSet set) {
    lines.add("split:     " + set.name() + ", set " + set.id());
    set.lines().forEach(line -> lines.add("           " + line));
  }

  private static void addObject(List<String> lines, JsonValue object) {
    String summary = object.member("baseline").map(found -> found.text("summary")).orElse("");
    lines.add("original:  " + (summary.isEmpty() ? object.text("object") : summary));
    for (JsonValue function : object.elements("changedFunctions")) {
      lines.add("changed:   " + function.text("name") + " (" + function.text("reason") + ")");
    }
    for (JsonValue function : object.elements("newFunctions")) {
      lines.add("new:       " + function.text());
    }
  }

  private static void addVerification(List<String> lines, JsonValue verification) {
    List<JsonValue> steps = verification.elements("steps");
    String loads = verification.text("loads").equals("true") ? "loads" : "does not load";
    lines.add("verified:  " + loads + ", " + steps.size() + " steps");
    steps.forEach(step -> addFindings(lines, "verified", step.elements("findings")));
  }

  private static void addFindings(List<String> lines, String what, List<JsonValue> findings) {
    for (JsonValue finding : findings) {
      lines.add(
          String.format(
              "%-10s %s: %s: %s  [%s]",
              what + ":",
              finding.text("where"),
              finding.text("severity"),
              finding.text("message"),
              finding.text("id")));
    }
  }
}
