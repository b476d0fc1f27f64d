package io.klpforge.driver.review;

/** What came of a patch, in a word. */
public enum ReviewVerdict {
  /** A livepatch was made and verified. */
  LIVEPATCH("livepatch", "The livepatch is made; the kernel it is for would load it."),
  /** Objects were compared, and differ. */
  CHANGED("changed", "The objects differ, and nothing forbids a livepatch."),
  /** A finding forbids a livepatch. */
  REFUSED("refused", "No livepatch: the findings say why."),
  /** No code changed. */
  UNCHANGED("unchanged", "No livepatch: no code changed.");

  private final String word;
  private final String sentence;

  ReviewVerdict(String word, String sentence) {
    this.word = word;
    this.sentence = sentence;
  }

  /** {@return it for programs and badges} */
  public String word() {
    return word;
  }

  /** {@return it for people} */
  public String sentence() {
    return sentence;
  }
}
