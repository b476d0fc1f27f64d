package io.klpforge.diff.type;

/**
 * A function, variable or field that has to do with a type.
 *
 * @param type the type's title, such as {@code struct sk_buff}
 * @param kind what uses it
 * @param name of the function, as in the source, of the variable, or of the type with the field
 * @param source the path of the source file it is compiled from, as the compiler was told it; empty
 *     for {@link Kind#STORED}, of which many files tell
 */
public record TypeUser(String type, Kind kind, String name, String source) {
  /** What can use a type. */
  public enum Kind {
    /** A function with code of its own, or one that has such a function's code inlined. */
    FUNCTION,
    /** A variable outside functions, or a static one inside, that holds it. */
    VARIABLE,
    /** A function that has one of its own, which ends with the call. */
    LOCAL,
    /** A field of another type, or a variable, that holds it or points to it. */
    STORED
  }
}
