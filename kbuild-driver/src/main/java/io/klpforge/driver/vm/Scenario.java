package io.klpforge.driver.vm;

import java.util.List;

/**
 * Steps the guest takes one after the other, and the files they need.
 *
 * @param name unique in one boot; letters, digits, {@code _}, {@code .} and {@code -}
 */
public record Scenario(String name, List<GuestFile> files, List<GuestStep> steps) {

  /** Copies the lists, and refuses a name that would not survive as one word. */
  public Scenario {
    files = List.copyOf(files);
    steps = List.copyOf(steps);
    if (!name.matches("[A-Za-z0-9_.-]+")) {
      throw new IllegalArgumentException("scenario name: " + name);
    }
  }
}
