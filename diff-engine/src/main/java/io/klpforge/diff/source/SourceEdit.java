package io.klpforge.diff.source;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines of a file that a patch puts in the place of others; comments and space alone are none.
 *
 * @param file from the top of the source tree
 * @param before those that go, by their numbers without the patch
 * @param after those that come, by their numbers with the patch
 */
public record SourceEdit(String file, LineRange before, LineRange after) {

  /** {@return some edits in words}, such as {@code lib/a.c:12-13 now 12-15, 20 removed} */
  public static String text(List<SourceEdit> edits) {
    List<String> texts = new ArrayList<>();
    String file = "";
    for (SourceEdit edit : edits) {
      texts.add(edit.file.equals(file) ? edit.lines() : edit.file + ":" + edit.lines());
      file = edit.file;
    }
    return String.join(", ", texts);
  }

  private String lines() {
    if (before.isEmpty()) {
      return after.text() + " added";
    }
    if (after.isEmpty()) {
      return before.text() + " removed";
    }
    return before.equals(after) ? before.text() : before.text() + " now " + after.text();
  }
}
