package io.klpforge.driver.cli;

import io.klpforge.driver.bisect.Bisection;
import io.klpforge.driver.bisect.Effect;
import io.klpforge.driver.bisect.History;
import io.klpforge.driver.bisect.Touch;
import io.klpforge.driver.patch.PatchPart;
import io.klpforge.driver.patch.PathRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What each hunk does, and what became of each function, for people. */
final class BisectText {
  private static final String INDIRECT = "*";

  private final Bisection bisection;
  private final PartNames names;
  private final List<String> lines = new ArrayList<>();
  private boolean isIndirect;

  BisectText(Bisection bisection) {
    this.bisection = bisection;
    this.names = new PartNames(bisection.patches(), bisection.parts());
  }

  List<String> lines() {
    for (int i = 0; i < bisection.parts().size(); i++) {
      headers(i);
      part(i);
    }
    Map<Touch.Kind, List<History>> byKind = new TreeMap<>();
    bisection
        .histories()
        .forEach(
            history ->
                byKind
                    .computeIfAbsent(history.key().kind(), key -> new ArrayList<>())
                    .add(history));
    byKind.forEach(this::histories);
    if (isIndirect) {
      lines.add("");
      lines.add(INDIRECT + " no line of its own: through what it includes, inlines or calls");
    }
    return lines;
  }

  private void headers(int number) {
    PatchPart part = bisection.parts().get(number);
    Optional<PatchPart> before =
        number == 0 ? Optional.empty() : Optional.of(bisection.parts().get(number - 1));
    boolean samePatch = before.map(other -> other.patch() == part.patch()).orElse(false);
    boolean sameFile = samePatch && before.map(other -> other.file() == part.file()).orElse(false);
    if (!samePatch && bisection.patches().size() > 1) {
      lines.add(
          "patch "
              + (part.patch() + 1)
              + " of "
              + bisection.patches().size()
              + ": "
              + bisection.patches().get(part.patch()).title()
              + summary(other -> other.patch() == part.patch()));
    }
    if (!sameFile) {
      Predicate<PatchPart> same =
          other -> other.patch() == part.patch() && other.file() == part.file();
      lines.add(part.path() + summary(same));
    }
  }

  /** How much some parts touch, where that is anything. */
  private String summary(Predicate<PatchPart> some) {
    List<String> words = new ArrayList<>();
    for (Touch.Kind kind : Touch.Kind.values()) {
      int count = bisection.touched(some, kind).size();
      String name = kind.name().toLowerCase(Locale.ROOT);
      if (count > 0) {
        words.add(count == 1 ? "1 " + name : count + " " + name + "s");
      }
    }
    return words.isEmpty() ? "" : "  (" + String.join(", ", words) + ")";
  }

  private void part(int number) {
    PatchPart part = bisection.parts().get(number);
    List<String> told = told(number);
    String line = part.patchLine() > 0 ? " (line " + part.patchLine() + ")" : "";
    lines.add("  " + PartNames.within(part) + line + ": " + told.get(0));
    told.subList(1, told.size()).forEach(more -> lines.add("      " + more));
  }

  private List<String> told(int number) {
    List<Effect> effects = bisection.effects(number);
    if (effects.isEmpty()) {
      return List.of(unseen(number));
    }
    List<String> told = new ArrayList<>();
    byParts(effects)
        .forEach(
            (parts, touches) ->
                told.add(
                    number == parts.get(0)
                        ? told(parts, touches)
                        : "compiles only together with " + names.of(parts.subList(0, 1))));
    return told.isEmpty() ? List.of("no effect on code") : told;
  }

  private String unseen(int number) {
    boolean makefile = PathRules.isMakefile(bisection.parts().get(number).path());
    return bisection
        .finding(number)
        .map(finding -> finding.message() + " [" + finding.rule() + "]")
        .orElse(makefile ? "lists objects" : "no object of this kernel sees it");
  }

  /** Touches and in how many objects, for each set of parts that goes together. */
  private Map<List<Integer>, SortedMap<Touch, List<Effect>>> byParts(List<Effect> effects) {
    Map<List<Integer>, SortedMap<Touch, List<Effect>>> byParts = new LinkedHashMap<>();
    for (Effect effect : effects) {
      for (Touch touch : effect.touches()) {
        byParts
            .computeIfAbsent(effect.parts(), key -> new TreeMap<>())
            .computeIfAbsent(touch, key -> new ArrayList<>())
            .add(effect);
      }
    }
    return byParts;
  }

  private String told(List<Integer> parts, SortedMap<Touch, List<Effect>> touches) {
    SortedMap<String, List<String>> byVerdict = new TreeMap<>();
    touches.forEach(
        (touch, effects) ->
            byVerdict
                .computeIfAbsent(verdict(touch), key -> new ArrayList<>())
                .add(name(touch, effects)));
    List<String> words = new ArrayList<>();
    byVerdict.forEach((verdict, all) -> words.add(verdict + " " + String.join(", ", all)));
    List<Integer> others = parts.subList(1, parts.size());
    String together = others.isEmpty() ? "" : "together with " + names.of(others) + ": ";
    return together + String.join("; ", words);
  }

  private static String verdict(Touch touch) {
    String verdict = touch.verdict().name().toLowerCase(Locale.ROOT);
    return touch.kind() == Touch.Kind.VARIABLE ? verdict + " variable" : verdict;
  }

  private String name(Touch touch, List<Effect> effects) {
    boolean direct = effects.stream().allMatch(effect -> bisection.isDirect(effect, touch));
    isIndirect |= !direct;
    String objects = effects.size() > 1 ? " (in " + effects.size() + " objects)" : "";
    return touch.name() + (direct ? "" : INDIRECT) + objects;
  }

  private void histories(Touch.Kind kind, List<History> histories) {
    lines.add("");
    lines.add(kind == Touch.Kind.FUNCTION ? "functions" : "variables");
    for (History history : histories) {
      String end =
          history
              .end()
              .map(touch -> touch.verdict().name().toLowerCase(Locale.ROOT))
              .orElse("the same in the end");
      lines.add("  " + history.key().name() + " (" + history.key().object() + "): " + end);
      history.effects().forEach(effect -> lines.add("      by " + by(history, effect)));
      if (history.effects().isEmpty()) {
        lines.add("      by no hunk alone, only by all together");
      } else if (!history.isDirect()) {
        lines.add("      by no hunk directly");
      }
    }
  }

  private String by(History history, Effect effect) {
    boolean direct =
        effect.touches().stream()
            .filter(history.key()::isOf)
            .anyMatch(touch -> bisection.isDirect(effect, touch));
    String together = effect.parts().size() > 1 ? ", together" : "";
    return names.of(effect.parts()) + together + (direct ? "" : INDIRECT);
  }
}
