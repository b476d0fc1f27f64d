package io.klpforge.driver.report;

/** How the program ends, for scripts. The numbers never change. */
public enum ExitCode {
  /** All was done. */
  DONE(0),
  /** The patch cannot be live-patched; findings say why. */
  NOT_PATCHABLE(1),
  /** The command line was wrong. */
  USAGE(2),
  /** The patch changes no code. */
  NOTHING_CHANGED(3),
  /** A build, a tool or a file failed. */
  FAILED(4),
  /** A defect of klpforge. */
  OUR_BUG(70);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** {@return the process's exit status} */
  public int number() {
    return number;
  }
}
