package io.klpforge.driver.realfixes;

import java.util.Locale;

/** What became of a fix. */
public enum Outcome {
  /** A module, which the simulated loader takes without complaint. */
  DELIVERED("delivered", true),
  /** Findings say why it cannot be live-patched. */
  REFUSED("refused", true),
  /** An internal error, a module that the kernel would not load, or too long: our fault. */
  FAILED("failed", true),
  /** It compiles to the same code. */
  NOTHING_CHANGED("nothing changed", false),
  /** It needs other changes, and no small group of them was found that compiles. */
  DOES_NOT_COMPILE("does not compile alone", false),
  /** It compiles only with a header whose change may concern too many objects for one fix. */
  TOO_WIDE("too wide for one fix", false),
  /** It does not fit the older source, without the commits before it. */
  DOES_NOT_APPLY("does not apply alone", false),
  /** This kernel's configuration leaves it out. */
  NOT_IN_KERNEL("not in this kernel", false),
  /** The group that it compiles in was tried already. */
  TRIED_ALREADY("in a group tried already", false);

  private final String words;
  private final boolean counts;

  Outcome(String words, boolean counts) {
    this.words = words;
    this.counts = counts;
  }

  /** {@return it in words} */
  public String words() {
    return words;
  }

  /** {@return whether the patch compiles and changes code of this kernel} */
  public boolean counts() {
    return counts;
  }

  /** {@return it as one word of lower case letters and dashes} */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Outcome of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
