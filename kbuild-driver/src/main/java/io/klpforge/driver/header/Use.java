package io.klpforge.driver.header;

/** Where a name that is followed counts. */
enum Use {
  /** Where values stand: it is that of a function or variable. */
  VALUE,
  /** Everywhere: it is a type's or a macro's. */
  ANY;

  Use wider(Use other) {
    return this == ANY ? this : other;
  }
}
