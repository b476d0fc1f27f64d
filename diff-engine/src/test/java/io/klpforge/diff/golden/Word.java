package io.klpforge.diff.golden;

import java.util.Locale;

/** What a line of {@code expect} can begin with. */
enum Word {
  /** Functions or variables by name: both sides have such a one that is the same. */
  SAME(true),
  /** One of that name changed. */
  CHANGED(true),
  /** One of that name changed, and its callers get a copy of it. */
  COPIED(true),
  /** Only the patched object has it. */
  NEW(true),
  /** Only the original object has it. */
  REMOVED(true),
  /** One of that name changed, and the patch's author says that this does not count. */
  IGNORED(true),
  /** Functions or variables of which nothing is said, because compilers differ. */
  ANY(true),
  /** The plan replaces the running function. */
  PATCHES(true),
  /** The plan defines it. */
  CARRIES(true),
  /** The plan needs it of the running kernel or of another object. */
  REFERS(true),
  /** The plan has a section of that name. */
  SECTION(true),
  /** The plan has, in the section named first, a reference to the symbol named second. */
  RECORD(false),
  /** The plan's bytes hold this text. */
  HOLDS(false),
  /** The plan has a callback: its kind and its function. */
  CALLBACK(false),
  /** A finding: its rule, and where. */
  FINDING(false),
  /** No finding forbids the plan. */
  PATCHABLE(false),
  /** A finding forbids the plan. */
  REFUSED(false);

  private final boolean aboutMany;

  Word(boolean aboutMany) {
    this.aboutMany = aboutMany;
  }

  /** {@return whether each word behind it is a thing of its own} */
  boolean isAboutMany() {
    return aboutMany;
  }

  /** {@return it as written in a file} */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Word of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
