package io.klpforge.driver.report;

/**
 * How long a step took.
 *
 * @param phase the step in a few words
 * @param begin milliseconds from the start of the program's work
 * @param wall milliseconds until its end
 * @param cpu milliseconds of processor time, that of programs it ran included
 */
public record PhaseTime(String phase, long begin, long wall, long cpu) {

  /** {@return milliseconds from the start of the program's work} */
  public long end() {
    return begin + wall;
  }
}
