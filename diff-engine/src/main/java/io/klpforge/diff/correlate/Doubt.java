package io.klpforge.diff.correlate;

import java.util.List;

/**
 * A static variable of the patched object that may be one of the original's, but nothing tells
 * which.
 *
 * @param users functions that refer to it, as named in the source
 * @param originals those it may be, each with the functions that refer to it: {@code count.1 (used
 *     by f, g)}
 */
public record Doubt(List<String> users, List<String> originals) {

  /** Copies the lists. */
  public Doubt {
    users = List.copyOf(users);
    originals = List.copyOf(originals);
  }
}
