package io.klpforge.diff.compare;

/** What a difference in {@code __LINE__} alone means. */
public enum LineNumbers {
  /**
   * No change: where code only moved to other lines, and constants that are line numbers moved with
   * it. Debug information in both objects makes this see most of them; without, few are known.
   */
  TOLERATED,
  /** A change like any other; for objects whose sources kept their line numbers. */
  EXACT
}
