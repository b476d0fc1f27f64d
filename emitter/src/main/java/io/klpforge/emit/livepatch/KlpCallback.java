package io.klpforge.emit.livepatch;

import io.klpforge.diff.select.PlannedCallback;

/**
 * A member of {@code struct klp_callbacks}.
 *
 * @param kind which one
 * @param function alias of the function
 */
record KlpCallback(PlannedCallback.Kind kind, String function) {
  /** {@return the member's name} */
  String member() {
    return switch (kind) {
      case PRE_PATCH -> "pre_patch";
      case POST_PATCH -> "post_patch";
      case PRE_UNPATCH -> "pre_unpatch";
      case POST_UNPATCH -> "post_unpatch";
    };
  }

  /** {@return what the function returns; only the pre-patch callback can refuse} */
  String returnType() {
    return kind == PlannedCallback.Kind.PRE_PATCH ? "int" : "void";
  }
}
