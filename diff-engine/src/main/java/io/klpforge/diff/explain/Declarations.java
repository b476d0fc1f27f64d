package io.klpforge.diff.explain;

import io.klpforge.diff.source.LineRange;
import io.klpforge.diff.source.SourceEdit;
import io.klpforge.diff.source.SourceFile;
import io.klpforge.diff.source.SourceVersions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the patch changes outside of functions in files that the object's functions are written in:
 * declarations, types, initial contents. Any function may change by that.
 */
final class Declarations {
  private final List<SourceEdit> edits = new ArrayList<>();

  Declarations(SourceVersions source, DebugSide orig) {
    orig.files()
        .forEach(file -> source.orig(file).ifPresent(text -> add(source.edits(file), text)));
  }

  private void add(List<SourceEdit> all, SourceFile text) {
    if (!all.isEmpty()) {
      List<LineRange> bodies = text.bodies();
      all.stream()
          .filter(edit -> bodies.stream().noneMatch(body -> body.isTouchedBy(edit.before())))
          .forEach(edits::add);
    }
  }

  /** {@return that as a possible cause}; empty if there is nothing of the kind */
  Optional<Cause> cause() {
    return edits.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Cause(
                Cause.Kind.DECLARATION,
                "no line of the function or of what is inlined into it changed; outside of functions"
                    + " the patch changes "
                    + SourceEdit.text(edits),
                edits,
                List.of()));
  }
}
