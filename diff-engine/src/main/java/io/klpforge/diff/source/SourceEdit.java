package io.klpforge.diff.source;

/**
 * Lines of a file that a patch puts in the place of others; comments and space alone are none.
 *
 * @param file from the top of the source tree
 * @param before those that go, by their numbers without the patch
 * @param after those that come, by their numbers with the patch
 */
public record SourceEdit(String file, LineRange before, LineRange after) {

  /** {@return it in words, such as {@code lib/a.c:12-13, now 12-15}} */
  public String text() {
    if (before.isEmpty()) {
      return file + ":" + after.text() + " added";
    }
    String old = file + ":" + before.text();
    return after.isEmpty() ? old + " removed" : old + ", now " + after.text();
  }
}
