package io.klpforge.diff.select;

import io.klpforge.diff.special.SpecialSection;

/**
 * A rule about special sections that must not refer to what is in a module.
 *
 * @param id the finding's
 * @param remedy what to do
 */
record EarlyReference(String id, String remedy) {
  static EarlyReference of(SpecialSection table) {
    return switch (table) {
      case JUMP_TABLE ->
          new EarlyReference(
              "jump-label-key",
              "use static_key_enabled() instead of the static branch in the patch");
      case STATIC_CALL_SITES ->
          new EarlyReference(
              "static-call-key", "call through the key's function pointer in the patch");
      default ->
          new EarlyReference(
              "special-section-reference",
              "write that place in the patch without the macro that makes such a record");
    };
  }
}
