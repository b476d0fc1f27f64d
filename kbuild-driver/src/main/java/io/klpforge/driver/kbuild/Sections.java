package io.klpforge.driver.kbuild;

/** How objects are compiled so that each function and variable can be taken alone. */
final class Sections {
  /**
   * A section for each function and variable. Nothing else: the code must stay the shipped
   * kernel's.
   */
  static final String FLAGS = "-ffunction-sections -fdata-sections";

  private Sections() {}

  /** {@return the assignment for make's command line} */
  static String assignment() {
    return "KCFLAGS=" + FLAGS;
  }
}
