package io.klpforge.diff.compare;

import io.klpforge.diff.correlate.Correlation;
import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Site;
import java.util.Arrays;

/**
 * Recognises data that a macro made at the place of its use and that differs in {@code __LINE__}
 * alone: a record that names a source file or {@code __func__}, in which numbers of 32 bits changed
 * as the lines of functions that use it did. Needs debug information in both objects.
 */
final class LineRecordRule {
  private static final int NUMBER = 4;

  private final Side orig;
  private final Side patched;
  private final Correlation correlation;

  LineRecordRule(Side orig, Side patched, Correlation correlation) {
    this.orig = orig;
    this.patched = patched;
    this.correlation = correlation;
  }

  /**
   * {@return whether line numbers alone make one of the other}
   *
   * @param maskedA the original's bytes with zeros at relocations
   * @param maskedB the patched one's, as many
   */
  boolean explains(Piece before, byte[] maskedA, Piece after, byte[] maskedB) {
    boolean place =
        patched.layout().sites(after).stream().map(Site::target).anyMatch(SourcePlace::isNamedBy);
    return place && movedWithLines(moves(before, after), before, maskedA, after, maskedB);
  }

  private LineMoves moves(Piece before, Piece after) {
    LineMoves moves = new LineMoves();
    for (Piece user : patched.layout().referrers(after)) {
      correlation
          .origTwin(user)
          .filter(twin -> orig.layout().referrers(before).contains(twin))
          .ifPresent(twin -> moves.add(orig, twin, patched, user));
    }
    return moves;
  }

  private boolean movedWithLines(
      LineMoves moves, Piece before, byte[] maskedA, Piece after, byte[] maskedB) {
    Bytes a = orig.layout().bytes(before);
    Bytes b = patched.layout().bytes(after);
    int at = Arrays.mismatch(maskedA, maskedB);
    while (at >= 0) {
      int number = at / NUMBER * NUMBER;
      int next = number + NUMBER;
      boolean moved =
          next <= a.length()
              && a.s32(number) > 0
              && (moves.has(a.s32(number), b.s32(number))
                  || moves.endsAt(a.s32(number), b.s32(number)));
      if (!moved) {
        return false;
      }
      int further = Arrays.mismatch(maskedA, next, a.length(), maskedB, next, b.length());
      at = further < 0 ? -1 : next + further;
    }
    return true;
  }
}
