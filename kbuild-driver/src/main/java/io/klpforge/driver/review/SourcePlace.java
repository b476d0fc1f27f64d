package io.klpforge.driver.review;

import io.klpforge.diff.source.SourceEdit;

/**
 * A line of the patched source.
 *
 * @param file from the top of the source tree
 * @param line from 1 on
 */
record SourcePlace(String file, int line) {

  /** {@return where an edit begins; the line before it, if it takes lines away only} */
  static SourcePlace of(SourceEdit edit) {
    int first = edit.after().isEmpty() ? edit.after().first() - 1 : edit.after().first();
    return new SourcePlace(edit.file(), Math.max(1, first));
  }

  /** {@return it as compilers print it} */
  String text() {
    return file + ":" + line;
  }
}
