package io.klpforge.driver.report;

/** How much is said; each says what the ones before it say, and more. */
public enum Verbosity {
  /** Findings, errors and the end result. */
  QUIET,
  /** Also steps, their progress, notes and the parts of the result. */
  NORMAL,
  /** Also what each step does: the commands it runs, where its logs are. */
  VERBOSE,
  /** Also decisions, of interest to whoever hunts a defect. */
  DEBUG;

  boolean says(Verbosity least) {
    return compareTo(least) >= 0;
  }
}
