package io.klpforge.diff.correlate;

import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.SectionRole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The pieces of both objects that may be twins: functions and variables known by name.
 *
 * @param origLayout the original object
 * @param patchedLayout the patched object
 * @param correlation what has been decided so far
 */
record Candidates(ObjectLayout origLayout, ObjectLayout patchedLayout, Correlation correlation) {

  /** Those without a twin that share a key, in the order of their objects. */
  record Group(List<Piece> orig, List<Piece> patched) {
    boolean isPair() {
      return orig.size() == 1 && patched.size() == 1;
    }
  }

  /** {@return the groups that have members on both sides} */
  List<Group> groups(Function<Piece, String> key) {
    Map<String, Group> groups = new LinkedHashMap<>();
    for (Piece piece : named(origLayout)) {
      if (correlation.isOpenOrig(piece)) {
        group(groups, piece, key).orig().add(piece);
      }
    }
    for (Piece piece : named(patchedLayout)) {
      if (correlation.isOpenPatched(piece)) {
        group(groups, piece, key).patched().add(piece);
      }
    }
    return groups.values().stream()
        .filter(group -> !group.orig().isEmpty() && !group.patched().isEmpty())
        .toList();
  }

  private static Group group(Map<String, Group> groups, Piece piece, Function<Piece, String> key) {
    String name = piece.role() + " " + key.apply(piece);
    return groups.computeIfAbsent(name, k -> new Group(new ArrayList<>(), new ArrayList<>()));
  }

  private static List<Piece> named(ObjectLayout layout) {
    return layout.pieces().stream()
        .filter(
            piece ->
                (piece.role() == SectionRole.CODE || piece.role() == SectionRole.DATA)
                    && !SymbolName.isKnownByContent(piece, layout.section(piece)))
        .toList();
  }
}
