package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Symbol;
import java.util.List;
import java.util.Optional;

/**
 * How the kernel finds a symbol by name and position.
 *
 * <p>Source: klp_find_object_symbol(), kernel/livepatch/core.c, Linux 6.1.
 *
 * @param result what comes of it
 * @param symbol what is found; empty if nothing is
 * @param candidates how many symbols have the name
 */
record Lookup(Result result, Optional<Symbol> symbol, int candidates) {

  /** What comes of a search. */
  enum Result {
    FOUND,
    /** No symbol has the name. */
    MISSING,
    /** Position 0 says there is one, and there are more. */
    AMBIGUOUS,
    /** There are not so many. */
    NO_POSITION
  }

  /** {@return what is found among the symbols of a name, in the kernel's order} */
  static Lookup of(List<Symbol> candidates, long position) {
    int count = candidates.size();
    if (count == 0) {
      return new Lookup(Result.MISSING, Optional.empty(), 0);
    }
    if (position == 0 && count > 1) {
      return new Lookup(Result.AMBIGUOUS, Optional.empty(), count);
    }
    if (position > count) {
      return new Lookup(Result.NO_POSITION, Optional.empty(), count);
    }
    Symbol found = candidates.get(position == 0 ? 0 : (int) position - 1);
    return new Lookup(Result.FOUND, Optional.of(found), count);
  }

  /** {@return why nothing is found, in words} */
  String problem(String name, long position, String object) {
    return switch (result) {
      case FOUND -> "";
      case MISSING -> object + " has no symbol " + name;
      case AMBIGUOUS ->
          object + " has " + candidates + " symbols " + name + ", position 0 means one";
      case NO_POSITION ->
          object + " has " + candidates + " symbols " + name + ", no number " + position;
    };
  }
}
