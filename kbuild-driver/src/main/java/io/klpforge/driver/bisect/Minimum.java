package io.klpforge.driver.bisect;

import java.util.List;

/**
 * A smallest choice of parts that makes a function change.
 *
 * @param object the function's
 * @param name the symbol asked for, or the compiler's name for its copy
 * @param parts numbers in the series; none can be left out
 * @param candidates how many parts the object can see
 * @param tried how many choices were tried
 */
public record Minimum(String object, String name, List<Integer> parts, int candidates, int tried) {

  /** Copies the list. */
  public Minimum {
    parts = List.copyOf(parts);
  }
}
