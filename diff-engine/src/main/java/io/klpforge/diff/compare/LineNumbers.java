package io.klpforge.diff.compare;

/** What a difference in {@code __LINE__} alone means. */
public enum LineNumbers {
  /**
   * No change: where code only moved to another line, and a constant that is passed beside a file
   * or function name moved with it.
   */
  TOLERATED,
  /** A change like any other; for objects whose sources kept their line numbers. */
  EXACT
}
