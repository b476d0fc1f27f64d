package io.klpforge.driver.cli;

import io.klpforge.driver.report.UsageError;
import io.klpforge.emit.verify.LoaderRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What to do about each finding that forbids a livepatch: {@code refusals.txt}. */
final class Refusals {
  private static final String TABLE = "refusals.txt";

  private final Map<String, List<String>> recipes;

  private Refusals(Map<String, List<String>> recipes) {
    this.recipes = Collections.unmodifiableMap(recipes);
  }

  /** {@return the recipes}: a line {@code [id]}, and the text below it. */
  static Refusals read() {
    Map<String, List<String>> recipes = new TreeMap<>();
    List<String> recipe = new ArrayList<>();
    for (String line : text().split("\\R", -1)) {
      if (line.matches("\\[[a-z-]+]")) {
        recipe = new ArrayList<>();
        recipes.put(line.substring(1, line.length() - 1), recipe);
      } else if (!line.isEmpty()) {
        recipe.add(line);
      }
    }
    return new Refusals(recipes);
  }

  private static String text() {
    try (InputStream in = Refusals.class.getResourceAsStream(TABLE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return the ids with a recipe of their own} */
  Set<String> ids() {
    return recipes.keySet();
  }

  /**
   * {@return the lines for an id}
   *
   * @throws UsageError if there is no such id
   */
  List<String> recipe(String id) {
    return Optional.ofNullable(recipes.get(id))
        .or(() -> ofLoader(id))
        .orElseThrow(
            () ->
                new UsageError(
                    "--help-refusals "
                        + id
                        + ": there is no such finding\n    "
                        + String.join(" ", recipes.keySet())));
  }

  private static Optional<List<String>> ofLoader(String id) {
    return Stream.of(LoaderRule.values())
        .filter(rule -> rule.id().equals(id))
        .findFirst()
        .map(
            rule ->
                List.of(
                    "The module loader would refuse the livepatch, or something would not work, as"
                        + " the finding says.",
                    "Where it names the machine (its configuration, signatures, other livepatches):"
                        + " change that.",
                    "Where a module that klpforge build made has it, that is a defect of klpforge:"
                        + " please report it."));
  }
}
