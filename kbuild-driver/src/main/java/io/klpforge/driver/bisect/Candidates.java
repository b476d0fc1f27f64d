package io.klpforge.driver.bisect;

import io.klpforge.driver.patch.TouchedFunctions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Choices of parts that probably make a function change, the most telling first.
 *
 * @param table what each part does in the course of the series
 * @param parts those that the function's object can see
 * @param name as the source or the symbol table has it
 */
record Candidates(Bisection table, List<Integer> parts, String name) {

  /**
   * {@return each part in the function's own lines, all of these, what changes it in the course of
   * the series, and that with all earlier parts}
   */
  List<List<Integer>> inOrder() {
    List<List<Integer>> candidates = new ArrayList<>();
    List<Integer> own = parts.stream().filter(this::isOwn).toList();
    own.forEach(part -> candidates.add(List.of(part)));
    List<List<Integer>> steps =
        table.effects().stream()
            .filter(effect -> named(effect.touches()).isPresent())
            .map(Effect::parts)
            .sorted(Comparator.comparingInt(List::size))
            .toList();
    candidates.add(own);
    candidates.addAll(steps);
    steps.forEach(step -> candidates.add(upTo(step.get(step.size() - 1))));
    return candidates.stream().filter(choice -> !choice.isEmpty()).distinct().toList();
  }

  private boolean isOwn(int part) {
    return table.functions().get(part).stream()
        .anyMatch(function -> TouchedFunctions.isNamed(name, function));
  }

  private List<Integer> upTo(int last) {
    return parts.stream().filter(part -> part <= last).toList();
  }

  Optional<Touch> named(List<Touch> touches) {
    return named(touches, name);
  }

  /** {@return the touch of that symbol; else of a copy or part the compiler made of it} */
  static Optional<Touch> named(List<Touch> touches, String name) {
    return touches.stream()
        .filter(touch -> touch.name().equals(name) || touch.sourceName().equals(name))
        .min(Comparator.comparing((Touch touch) -> !touch.name().equals(name)));
  }
}
