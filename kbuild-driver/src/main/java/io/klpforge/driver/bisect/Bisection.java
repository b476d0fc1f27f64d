package io.klpforge.driver.bisect;

import io.klpforge.diff.check.Finding;
import io.klpforge.driver.patch.NamedPatch;
import io.klpforge.driver.patch.PatchPart;
import io.klpforge.driver.patch.TouchedFunctions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What each part of a series does to the code.
 *
 * @param patches the series
 * @param parts its parts, each known by its place in this list
 * @param effects by object, then in the order of the series; those without effect as well
 * @param whole what the whole series does to each object
 * @param functions for each part, the functions in whose own lines it is, as the source names them
 * @param findings on files that cannot be followed, or are not part of this kernel
 */
public record Bisection(
    List<NamedPatch> patches,
    List<PatchPart> parts,
    List<Effect> effects,
    SortedMap<String, List<Touch>> whole,
    List<SortedSet<String>> functions,
    List<Finding> findings) {

  /** Copies. */
  public Bisection {
    patches = List.copyOf(patches);
    parts = List.copyOf(parts);
    effects = List.copyOf(effects);
    whole = Collections.unmodifiableSortedMap(new TreeMap<>(whole));
    functions = List.copyOf(functions);
    findings = List.copyOf(findings);
  }

  /** {@return the effects that a part has a share in} */
  public List<Effect> effects(int part) {
    return effects.stream().filter(effect -> effect.parts().contains(part)).toList();
  }

  /** {@return the names of what some parts touch, alone or with others} */
  public NavigableSet<String> touched(Predicate<PatchPart> some, Touch.Kind kind) {
    NavigableSet<String> names = new TreeSet<>();
    for (Effect effect : effects) {
      if (effect.parts().stream().map(parts::get).anyMatch(some)) {
        effect.touches().stream()
            .filter(touch -> touch.kind() == kind)
            .map(Touch::name)
            .forEach(names::add);
      }
    }
    return names;
  }

  /** {@return what is to be said of the file that a part touches} */
  public Optional<Finding> finding(int part) {
    List<String> paths = parts.get(part).paths();
    return findings.stream().filter(finding -> paths.contains(finding.where())).findFirst();
  }

  /** {@return findings on what is no file of the series: objects that go elsewhere} */
  public List<Finding> otherFindings() {
    Set<String> paths = new HashSet<>();
    parts.forEach(part -> paths.addAll(part.paths()));
    return findings.stream().filter(finding -> !paths.contains(finding.where())).toList();
  }

  /** {@return whether an effect on a function comes from a change of the function's own lines} */
  public boolean isDirect(Effect effect, Touch touch) {
    return effect.parts().stream().anyMatch(part -> isDirect(part, touch));
  }

  /** {@return whether a part changes lines of a function; always for variables} */
  public boolean isDirect(int part, Touch touch) {
    return touch.kind() == Touch.Kind.VARIABLE
        || functions.get(part).stream()
            .anyMatch(name -> TouchedFunctions.isNamed(touch.sourceName(), name));
  }

  /** {@return whether any part has an effect} */
  public boolean isEffective() {
    return effects.stream().anyMatch(effect -> !effect.touches().isEmpty());
  }

  /**
   * {@return what became of each function and variable that any part touches, by object and name}
   */
  public List<History> histories() {
    SortedMap<History.Key, List<Effect>> byKey = new TreeMap<>();
    for (Effect effect : effects) {
      for (Touch touch : effect.touches()) {
        byKey
            .computeIfAbsent(History.Key.of(effect.object(), touch), key -> new ArrayList<>())
            .add(effect);
      }
    }
    whole.forEach(
        (object, touches) ->
            touches.forEach(
                touch ->
                    byKey.computeIfAbsent(
                        History.Key.of(object, touch), key -> new ArrayList<>())));
    List<History> histories = new ArrayList<>();
    byKey.forEach((key, steps) -> histories.add(history(key, steps)));
    return histories;
  }

  private History history(History.Key key, List<Effect> steps) {
    Optional<Touch> end =
        whole.getOrDefault(key.object(), List.of()).stream().filter(key::isOf).findFirst();
    boolean direct =
        steps.stream()
            .anyMatch(
                effect ->
                    effect.touches().stream()
                        .anyMatch(touch -> key.isOf(touch) && isDirect(effect, touch)));
    return new History(key, end, steps, direct);
  }
}
