package io.klpforge.diff.select;

/**
 * One thing that the livepatch carries.
 *
 * @param what a function's or variable's name, a text in quotes, or a place such as {@code
 *     .rodata.cst8+0x10}
 * @param why "changed", "new", "callback", "called by f, new", "static local of f", "string of f",
 *     "special section entry of f" and the like
 */
public record Carried(String what, String why) {

  /** {@return what and why} */
  public String brief() {
    return what + ": " + why;
  }

  /** {@return one line for people} */
  public String text() {
    return "carries " + brief();
  }
}
