package io.klpforge.diff.compare;

/** What a patch did to a function or a variable. */
public enum Verdict {
  SAME,
  CHANGED,
  /**
   * It changed but has no ftrace entry, so that it cannot be replaced; all that call it can, and
   * call a copy of it.
   */
  COPIED,
  /** It changed, but the patch's author says that it is to stay as it runs. */
  IGNORED,
  /** Only the patched object has it. */
  NEW,
  /** Only the original object has it. */
  REMOVED
}
