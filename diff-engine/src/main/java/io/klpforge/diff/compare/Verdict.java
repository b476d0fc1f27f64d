package io.klpforge.diff.compare;

/** What a patch did to a function or a variable. */
public enum Verdict {
  SAME,
  CHANGED,
  /** Only the patched object has it. */
  NEW,
  /** Only the original object has it. */
  REMOVED
}
