package io.klpforge.driver.cli;

import io.klpforge.diff.check.Finding;
import io.klpforge.driver.bisect.Bisection;
import io.klpforge.driver.bisect.Effect;
import io.klpforge.driver.bisect.History;
import io.klpforge.driver.bisect.Minimum;
import io.klpforge.driver.bisect.Touch;
import io.klpforge.driver.patch.NamedPatch;
import io.klpforge.driver.patch.PatchPart;
import io.klpforge.driver.report.Json;
import io.klpforge.driver.run.BisectRun.Smallest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The same for programs.
 *
 * <p>Parts are known by their place in {@code parts}, from 0; {@code version} is raised when a
 * member changes its meaning or goes.
 */
final class BisectJson {
  private static final int VERSION = 1;

  private final Bisection bisection;

  private BisectJson(Bisection bisection) {
    this.bisection = bisection;
  }

  static String of(Bisection bisection) {
    return new BisectJson(bisection).document();
  }

  static String of(Smallest smallest) {
    return Json.document(
        json -> {
          json.number("version", VERSION);
          patches(json, smallest.patches());
          json.objects("parts", smallest.parts(), BisectJson::part);
          json.objects("smallest", smallest.minima(), BisectJson::minimum);
        });
  }

  private String document() {
    List<Integer> numbers = IntStream.range(0, bisection.parts().size()).boxed().toList();
    return Json.document(
        json -> {
          json.number("version", VERSION);
          patches(json);
          json.objects("parts", numbers, this::part);
          json.objects("effects", bisection.effects(), this::effect);
          json.objects("functions", bisection.histories(), this::history);
          json.findings(bisection.findings());
        });
  }

  private static void patches(Json json, List<NamedPatch> patches) throws IOException {
    json.objects("patches", patches, BisectJson::patch);
  }

  private static void patch(Json json, NamedPatch patch) throws IOException {
    json.text("title", patch.title());
    json.text("file", patch.patch().file().getFileName().toString());
  }

  private void patches(Json json) throws IOException {
    List<Integer> numbers = IntStream.range(0, bisection.patches().size()).boxed().toList();
    json.objects("patches", numbers, this::patch);
  }

  private void patch(Json json, int number) throws IOException {
    patch(json, bisection.patches().get(number));
    changes(json, part -> part.patch() == number);
    json.objects(
        "files",
        bisection.parts().stream()
            .filter(part -> part.patch() == number)
            .map(PatchPart::path)
            .distinct()
            .toList(),
        (file, path) -> {
          file.text("path", path);
          changes(file, part -> part.patch() == number && part.path().equals(path));
        });
  }

  private void changes(Json json, Predicate<PatchPart> some) throws IOException {
    json.texts("functions", List.copyOf(bisection.touched(some, Touch.Kind.FUNCTION)));
    json.texts("variables", List.copyOf(bisection.touched(some, Touch.Kind.VARIABLE)));
  }

  private static void part(Json json, PatchPart part) throws IOException {
    json.number("patch", part.patch());
    json.text("path", part.path());
    json.number("hunk", part.number());
    json.number("line", part.patchLine());
    json.text("heading", part.heading());
  }

  private void part(Json json, int number) throws IOException {
    part(json, bisection.parts().get(number));
    json.texts("ownFunctions", List.copyOf(bisection.functions().get(number)));
    json.texts("findings", bisection.finding(number).map(Finding::rule).stream().toList());
    PatchPart own = bisection.parts().get(number);
    changes(json, own::equals);
  }

  private void effect(Json json, Effect effect) throws IOException {
    json.text("object", effect.object());
    json.numbers("parts", effect.parts());
    json.objects(
        "touches",
        effect.touches(),
        (member, touch) -> {
          touch(member, touch);
          member.flag("direct", bisection.isDirect(effect, touch));
        });
  }

  private static void touch(Json json, Touch touch) throws IOException {
    json.text("kind", lower(touch.kind()));
    json.text("name", touch.name());
    json.text("verdict", lower(touch.verdict()));
  }

  private void history(Json json, History history) throws IOException {
    json.text("object", history.key().object());
    json.text("kind", lower(history.key().kind()));
    json.text("name", history.key().name());
    json.text("end", history.end().map(touch -> lower(touch.verdict())).orElse("same"));
    json.flag("direct", history.isDirect());
    json.numbers(
        "parts",
        history.effects().stream()
            .flatMap(effect -> effect.parts().stream())
            .distinct()
            .sorted()
            .toList());
  }

  private static void minimum(Json json, Minimum minimum) throws IOException {
    json.text("object", minimum.object());
    json.text("name", minimum.name());
    json.numbers("parts", minimum.parts());
    json.number("candidates", minimum.candidates());
    json.number("tried", minimum.tried());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
