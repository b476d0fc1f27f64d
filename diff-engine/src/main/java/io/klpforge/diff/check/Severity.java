package io.klpforge.diff.check;

/** What a finding means for the patch. */
public enum Severity {
  /** Worth knowing; the livepatch is right without it. */
  NOTE,
  /** To be looked at by a person; the livepatch is made. */
  WARNING,
  /** No livepatch is made. */
  ERROR
}
