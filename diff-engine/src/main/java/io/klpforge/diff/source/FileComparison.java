package io.klpforge.diff.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One file without and with the patch. */
final class FileComparison {
  private final String file;
  private final SourceFile before;
  private final SourceFile after;
  private final int[] twins;
  private final int[] twinsOfBefore;

  /**
   * Compares.
   *
   * @param file its name, for edits
   */
  FileComparison(String file, SourceFile before, SourceFile after) {
    this.file = file;
    this.before = before;
    this.after = after;
    this.twins = LineMatch.of(before.code(), after.code());
    this.twinsOfBefore = new int[before.code().size()];
    for (int i = 0; i < twins.length; i++) {
      if (twins[i] >= 0) {
        twinsOfBefore[twins[i]] = i + 1;
      }
    }
  }

  /** {@return the edits of the whole file, in order} */
  List<SourceEdit> edits() {
    return edits(
        new LineRange(1, before.code().size()), new LineRange(1, after.code().size()), twins);
  }

  /**
   * {@return the edits of one function}: of its text, wherever the patch moved it
   *
   * @param declared the line of its name without the patch
   */
  List<SourceEdit> edits(int declared) {
    LineRange own = before.function(declared);
    OptionalInt moved = moved(declared);
    if (moved.isEmpty()) {
      return edits().stream().filter(edit -> own.isTouchedBy(edit.before())).toList();
    }
    LineRange now = after.function(moved.getAsInt());
    return edits(own, now, LineMatch.of(part(before, own), part(after, now)));
  }

  private OptionalInt moved(int line) {
    boolean kept = line > 0 && line <= twinsOfBefore.length && twinsOfBefore[line - 1] > 0;
    return kept ? OptionalInt.of(twinsOfBefore[line - 1]) : OptionalInt.empty();
  }

  private static List<String> part(SourceFile file, LineRange lines) {
    return file.code().subList(lines.first() - 1, lines.last());
  }

  /** What stands between twins of two parts of the file. */
  private List<SourceEdit> edits(LineRange own, LineRange now, int[] partners) {
    List<SourceEdit> edits = new ArrayList<>();
    int from = 0;
    int next = 0;
    for (int i = 0; i <= partners.length; i++) {
      int twin = i == partners.length ? own.last() - own.first() + 1 : partners[i];
      if (twin >= 0) {
        LineRange old = trimmed(before, own.first() + from, own.first() + twin - 1);
        LineRange fresh = trimmed(after, now.first() + next, now.first() + i - 1);
        edit(old, fresh).ifPresent(edits::add);
        from = twin + 1;
        next = i + 1;
      }
    }
    return List.copyOf(edits);
  }

  private Optional<SourceEdit> edit(LineRange old, LineRange fresh) {
    return old.isEmpty() && fresh.isEmpty()
        ? Optional.empty()
        : Optional.of(new SourceEdit(file, old, fresh));
  }

  /** Without lines that say nothing at both ends. */
  private static LineRange trimmed(SourceFile file, int first, int last) {
    int from = first;
    int to = last;
    while (from <= to && file.code().get(from - 1).isEmpty()) {
      from++;
    }
    while (to >= from && file.code().get(to - 1).isEmpty()) {
      to--;
    }
    return from > to ? new LineRange(first, first - 1) : new LineRange(from, to);
  }
}
