package io.klpforge.driver.header;

import java.util.List;
import java.util.Set;

/**
 * One thing that a header says outside any function or structure.
 *
 * @param kind of thing
 * @param names that it declares, all of them; empty where {@code kind} has none
 * @param tokens of it, with those of the conditions it stands under
 */
record Declaration(Kind kind, Set<String> names, List<String> tokens) {

  /** What it may be. */
  enum Kind {
    /** {@code #define} or {@code #undef}. */
    MACRO(true),
    /** A static function with its body: no code unless somebody uses it. */
    FUNCTION(true),
    /** A function without its body. */
    PROTOTYPE(true),
    /** An external variable, or a static one. */
    VARIABLE(true),
    /** A structure, union or enumeration with its members, or a type's name. */
    TYPE(true),
    /** Says nothing that changes code: {@code struct foo;}, {@code static_assert}. */
    SILENT(true),
    /** Anything else; it may do anything to whoever includes it. */
    OTHER(false);

    private final boolean understood;

    Kind(boolean understood) {
      this.understood = understood;
    }

    boolean isUnderstood() {
      return understood;
    }

    /** {@return whether its names are of something with an address, not of a type or macro} */
    boolean isValue() {
      return this == FUNCTION || this == PROTOTYPE || this == VARIABLE;
    }
  }

  /** Copies. */
  Declaration {
    names = Set.copyOf(names);
    tokens = List.copyOf(tokens);
  }
}
