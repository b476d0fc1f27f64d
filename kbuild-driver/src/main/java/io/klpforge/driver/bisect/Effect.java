package io.klpforge.driver.bisect;

import java.util.List;

/**
 * What parts of the series do to one object.
 *
 * @param object its path in the build
 * @param parts numbers in the series, ascending; several if the object compiles only with all
 * @param touches sorted; empty if the code stays the same
 */
public record Effect(String object, List<Integer> parts, List<Touch> touches) {

  /** Copies the lists. */
  public Effect {
    parts = List.copyOf(parts);
    touches = touches.stream().sorted().toList();
  }
}
