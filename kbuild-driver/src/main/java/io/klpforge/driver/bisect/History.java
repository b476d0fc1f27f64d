package io.klpforge.driver.bisect;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of one function or variable in the course of a series.
 *
 * @param key which
 * @param end what the whole series does to it; empty if it is the same again in the end
 * @param effects those that touch it, in the order of the series; empty if only all together do
 * @param isDirect whether any of them changes the function's own lines
 */
public record History(Key key, Optional<Touch> end, List<Effect> effects, boolean isDirect) {

  /** Copies the list. */
  public History {
    effects = List.copyOf(effects);
  }

  /**
   * A function or variable.
   *
   * @param object its object's path
   * @param kind which of the two
   * @param name the symbol's
   */
  public record Key(String object, Touch.Kind kind, String name) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::kind).thenComparing(Key::object).thenComparing(Key::name);

    static Key of(String object, Touch touch) {
      return new Key(object, touch.kind(), touch.name());
    }

    /** {@return whether the touch is one of this} */
    public boolean isOf(Touch touch) {
      return touch.kind() == kind && touch.name().equals(name);
    }

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }
}
