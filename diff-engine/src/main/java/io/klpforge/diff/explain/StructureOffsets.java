package io.klpforge.diff.explain;

import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.type.FieldChange;
import io.klpforge.diff.type.LayoutChange;
import io.klpforge.diff.type.LayoutChanges;
import io.klpforge.diff.type.TypeKind;
import java.util.List;
import java.util.Optional;

/**
 * Finds the structure whose members moved just as offsets in a function's instructions did; by the
 * debug information of both objects.
 */
final class StructureOffsets {
  private final List<LayoutChange> changes;

  /**
   * A distance from a register, and what it became.
   *
   * @param before bytes
   * @param after bytes
   */
  record Move(long before, long after) {}

  StructureOffsets(ObjectDiff diff) {
    this.changes = changes(diff);
  }

  /** Without debug information, and where it is damaged, no layout is known. */
  private static List<LayoutChange> changes(ObjectDiff diff) {
    try {
      return LayoutChanges.between(diff.orig().object(), diff.patched().object()).orElse(List.of());
    } catch (MalformedElfException e) {
      return List.of();
    }
  }

  /** {@return the structure that explains some of the moves}; the first one by debug information */
  Optional<Cause> cause(List<Move> moves) {
    for (LayoutChange change : changes) {
      for (FieldChange field : change.fields()) {
        Optional<Move> move =
            moves.stream().filter(one -> explains(change, field, one)).findFirst();
        if (move.isPresent()) {
          return Optional.of(Cause.of(Cause.Kind.STRUCTURE, text(change, field, move.get())));
        }
      }
    }
    return Optional.empty();
  }

  /** What lies in the member moves with it. */
  private static boolean explains(LayoutChange change, FieldChange field, Move move) {
    long bit = move.before() * Byte.SIZE;
    boolean moved = field.kind() == FieldChange.Kind.MOVED && change.kind() != TypeKind.ENUM;
    long place = field.before().place();
    boolean inside = bit >= place && bit < place + Math.max(1, field.before().size());
    return moved
        && inside
        && (move.after() - move.before()) * Byte.SIZE == field.after().place() - place;
  }

  private static String text(LayoutChange change, FieldChange field, Move move) {
    return String.format(
        "in %s %s; offset 0x%x became 0x%x",
        change.title(), field.text(change.kind()), move.before(), move.after());
  }
}
