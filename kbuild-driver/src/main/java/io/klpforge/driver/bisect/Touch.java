package io.klpforge.driver.bisect;

import io.klpforge.diff.compare.Verdict;
import java.util.Comparator;

/**
 * A function or variable of an object that is not the same in two states.
 *
 * @param kind which of the two it is
 * @param name the symbol's; as in the earlier state, if it was there
 * @param verdict changed, new or removed
 */
public record Touch(Kind kind, String name, Verdict verdict) implements Comparable<Touch> {
  private static final Comparator<Touch> ORDER =
      Comparator.comparing(Touch::kind).thenComparing(Touch::verdict).thenComparing(Touch::name);

  /** What can be touched. */
  public enum Kind {
    /** Code. */
    FUNCTION,
    /** Data. */
    VARIABLE
  }

  /** {@return the name in the source: without what the compiler adds to a copy or a part} */
  public String sourceName() {
    int dot = name.indexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }

  /** Functions first, then by verdict and name. */
  @Override
  public int compareTo(Touch other) {
    return ORDER.compare(this, other);
  }
}
