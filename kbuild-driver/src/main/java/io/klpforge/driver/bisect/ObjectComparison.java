package io.klpforge.driver.bisect;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Compares two states of one object. */
@FunctionalInterface
public interface ObjectComparison {

  /**
   * {@return the functions and variables that are not the same}
   *
   * @param object what to call it in messages
   * @param before empty if there is no such object before
   * @param after empty if there is none any more
   */
  List<Touch> compare(String object, Optional<Path> before, Optional<Path> after);
}
