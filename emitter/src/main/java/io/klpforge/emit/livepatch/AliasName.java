package io.klpforge.emit.livepatch;

/**
 * Names under which the generated C file reaches functions of the objects, which may be static or
 * have equal names; only there until the module is converted.
 */
final class AliasName {
  private static final String FUNCTION = "klpforge_new_";
  private static final String CALLBACK = "klpforge_callback_";

  /** Before the name of a function, that of the room before it, which objtool makes. */
  private static final String ROOM = "__pfx_";

  private AliasName() {}

  /** {@return the alias of the {@code k}th patched function of the {@code index}th plan} */
  static String ofFunction(int index, int k) {
    return FUNCTION + index + "_" + k;
  }

  /** {@return the alias of the {@code k}th callback of the {@code index}th plan} */
  static String ofCallback(int index, int k) {
    return CALLBACK + index + "_" + k;
  }

  static boolean isOne(String symbol) {
    String name = symbol.startsWith(ROOM) ? symbol.substring(ROOM.length()) : symbol;
    return name.startsWith(FUNCTION) || name.startsWith(CALLBACK);
  }
}
