package io.klpforge.driver.realfixes;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.Ending;
import io.klpforge.driver.report.Json;
import io.klpforge.driver.report.JsonReader;
import io.klpforge.driver.report.JsonValue;
import io.klpforge.driver.report.UsageError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a survey leaves on disk: a directory for each fix, its result written when it is known, so
 * that one that was ended goes on where it was.
 *
 * @param directory of the survey
 */
record SurveyStore(Path directory) {
  private static final String RESULT = "result.json";

  /** {@return the directory of a fix} */
  Path of(String fix) {
    return directory.resolve("fixes").resolve(fix);
  }

  Optional<FixResult> result(String fix) {
    Path file = of(fix).resolve(RESULT);
    return Files.exists(file)
        ? Optional.of(FixResult.read(file.toString(), Disk.text(file)))
        : Optional.empty();
  }

  void put(FixResult result) {
    whole(of(result.name()).resolve(RESULT), result.text());
  }

  Optional<BootResult> boot(String fix) {
    Path file = of(fix).resolve("boot.json");
    return Files.exists(file)
        ? Optional.of(BootResult.read(file.toString(), Disk.text(file)))
        : Optional.empty();
  }

  void put(BootResult result) {
    whole(of(result.name()).resolve("boot.json"), result.text());
  }

  /** What a process that ends finds out is its end, not the fix's. */
  private static void whole(Path file, String text) {
    if (Ending.hasBegun()) {
      return;
    }
    Path fresh = file.resolveSibling("." + file.getFileName());
    Disk.write(fresh, text);
    Disk.rename(fresh, file);
  }

  /**
   * {@return the seed of the survey that was begun here, which must be of the same kernel and
   * changes; else {@code seed}, which is noted}
   *
   * @throws UsageError if what lies here is of another survey
   */
  long seed(String kernel, String changes, Optional<Long> asked, long clock) {
    Path file = directory.resolve("survey.json");
    if (!Files.exists(file)) {
      long seed = asked.orElse(clock);
      whole(file, header(kernel, changes, seed));
      return seed;
    }
    JsonValue.Members known = JsonReader.read(file.toString(), Disk.text(file));
    long seed = Long.parseLong(known.text("seed"));
    if (!known.text("kernel").equals(kernel)
        || !known.text("changes").equals(changes)
        || asked.filter(own -> own != seed).isPresent()) {
      throw new UsageError(
          directory
              + ": holds a survey of other patches: "
              + String.join(" ", known.text("kernel"), known.text("changes"), "seed " + seed)
              + "\n    choose another --output, or delete it");
    }
    return seed;
  }

  private static String header(String kernel, String changes, long seed) {
    return Json.document(
            json -> {
              json.text("kernel", kernel);
              json.text("changes", changes);
              json.number("seed", seed);
            })
        + "\n";
  }
}
