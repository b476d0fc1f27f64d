package io.klpforge.driver.header;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * How a name can be cut into more than one word.
 *
 * @param length of the name, in characters
 * @param parts of it that are words somewhere, by where they end
 */
record Cuts(int length, List<Part> parts) {
  /** From {@code begin} up to {@code end}, and its hash. */
  private record Part(int begin, int end, int hash) {}

  /** Copies. */
  Cuts {
    parts = List.copyOf(parts);
  }

  /** {@return the cuts of a name by the words with these hashes} */
  static Cuts of(String name, IntPredicate words) {
    List<Part> parts = new ArrayList<>();
    for (int end = 1; end <= name.length(); end++) {
      for (int begin = end == name.length() ? 1 : 0; begin < end; begin++) {
        int hash = name.substring(begin, end).hashCode();
        if (words.test(hash)) {
          parts.add(new Part(begin, end, hash));
        }
      }
    }
    return new Cuts(name.length(), parts);
  }

  /** {@return whether these words, some of those asked about before, make the name} */
  boolean areIn(IntPredicate words) {
    boolean[] reached = new boolean[length + 1];
    reached[0] = true;
    for (Part part : parts) {
      if (reached[part.begin()] && !reached[part.end()]) {
        reached[part.end()] = words.test(part.hash());
      }
    }
    return reached[length];
  }
}
