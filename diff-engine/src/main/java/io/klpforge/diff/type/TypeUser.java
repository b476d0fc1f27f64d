package io.klpforge.diff.type;

/**
 * A function or variable that has to do with a type.
 *
 * @param type the type's title, such as {@code struct sk_buff}
 * @param kind what uses it
 * @param name of the function, as in the source, or of the variable
 * @param source the path of the source file it is compiled from, as the compiler was told it
 */
public record TypeUser(String type, Kind kind, String name, String source) {
  /** What can use a type. */
  public enum Kind {
    /** A function with code of its own, or one that has such a function's code inlined. */
    FUNCTION,
    /** A variable outside functions. */
    VARIABLE
  }
}
