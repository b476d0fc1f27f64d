package io.klpforge.diff.reproduce;

/** What the running kernel has of a function or variable that we compiled. */
public enum Standing {
  /** The very same. */
  IDENTICAL,
  /** Another one, or none where there should be one. */
  DIFFERS,
  /** None: it is a weak definition, and another object's was linked. */
  OVERRIDDEN,
  /** None: such sections are thrown away at link time. */
  DISCARDED
}
