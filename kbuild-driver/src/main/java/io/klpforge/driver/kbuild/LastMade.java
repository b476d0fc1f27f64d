package io.klpforge.driver.kbuild;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Keeps what was made last, until something else is asked for. */
final class LastMade<T> {
  private final AtomicReference<Optional<Map.Entry<String, T>>> last =
      new AtomicReference<>(Optional.empty());

  /** {@return what belongs to the key, made now if the last was of another} */
  T of(String key, Supplier<T> maker) {
    Optional<Map.Entry<String, T>> known = last.get();
    if (known.isPresent() && known.get().getKey().equals(key)) {
      return known.get().getValue();
    }
    T made = maker.get();
    last.set(Optional.of(Map.entry(key, made)));
    return made;
  }
}
