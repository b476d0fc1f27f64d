package io.klpforge.diff.compare;

import io.klpforge.diff.correlate.SymbolName;
import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Recognises a function that differs in {@code __LINE__} alone.
 *
 * <p>Only 32-bit constants that instructions load may differ. Where both objects have debug
 * information, each must have changed exactly as a line did that the function has code of; or as
 * one a little before, where it goes with a source file's name or {@code __func__}. Where the
 * function called is known to take a line, the constant must be that argument. Without debug
 * information it must be such an argument, and all must have moved by one distance.
 */
final class LineNumberRule {
  /** How far a macro's use may reach: {@code __LINE__} is the line where it ends. */
  private static final int LONGEST_MACRO = 32;

  /**
   * Functions of the kernel that take a line, and as which argument; only those where it has been
   * the same for as long as there are livepatches.
   */
  private static final Map<String, Integer> TAKES_LINE =
      Map.ofEntries(
          Map.entry("__might_sleep", 2),
          Map.entry("___might_sleep", 2),
          Map.entry("__might_fault", 2),
          Map.entry("lockdep_rcu_suspicious", 2),
          Map.entry("warn_slowpath_fmt", 2),
          Map.entry("__btrfs_abort_transaction", 3),
          Map.entry("__btrfs_handle_fs_error", 3),
          Map.entry("__btrfs_panic", 3),
          Map.entry("__ext4_error", 3),
          Map.entry("__ext4_error_inode", 3),
          Map.entry("__ext4_warning_inode", 3),
          Map.entry("__ext4_journal_stop", 2),
          Map.entry("__ext4_journal_get_write_access", 2),
          Map.entry("__ext4_handle_dirty_metadata", 2),
          Map.entry("xfs_error_report", 5));

  private final Side orig;
  private final Side patched;
  private final Piece before;
  private final Piece after;
  private final Bytes a;
  private final Bytes b;
  private final Set<Move> moves;
  private int distance;

  /** A line of the original source and the same line in the patched one. */
  private record Move(int before, int after) {}

  /** A rule for twins of equal length and equal references. */
  LineNumberRule(Side orig, Piece before, Side patched, Piece after) {
    this.orig = orig;
    this.before = before;
    this.patched = patched;
    this.after = after;
    this.a = orig.layout().bytes(before);
    this.b = patched.layout().bytes(after);
    this.moves = moves();
  }

  /**
   * {@return whether line numbers alone make one of the other}
   *
   * @param maskedA the original's bytes with zeros at relocations
   * @param maskedB the patched one's, likewise
   */
  boolean explains(byte[] maskedA, byte[] maskedB) {
    int at = Arrays.mismatch(maskedA, maskedB);
    while (at >= 0) {
      int constant = constantAt(at);
      if (constant < 0 || !isLine(constant)) {
        return false;
      }
      int from = constant + 4;
      int next = Arrays.mismatch(maskedA, from, maskedA.length, maskedB, from, maskedB.length);
      at = next < 0 ? -1 : from + next;
    }
    return true;
  }

  /** The offset of the 32-bit constant that holds the first differing byte, or -1. */
  private int constantAt(int differing) {
    for (int at = Math.max(0, differing - 3); at <= differing && at + 4 <= a.length(); at++) {
      if (isLoaded(a, at) && isLoaded(b, at) && a.s32(at) > 0 && b.s32(at) > 0) {
        return at;
      }
    }
    return -1;
  }

  private boolean isLoaded(Bytes code, int at) {
    return patched.layout().architecture().isLoadedConstant(code, at);
  }

  private boolean isLine(int constant) {
    int argument = patched.layout().architecture().argument(b, constant);
    int line = lineArgument(constant);
    boolean unlikeCallee = line > 0 && line != argument;
    return moves.isEmpty()
        ? line > 0 && line == argument && movedByOneDistance(constant)
        : !unlikeCallee && movedWithLine(constant);
  }

  private boolean movedWithLine(int constant) {
    if (isMove(constant, 0)) {
      return true;
    }
    for (int behind = 1; behind <= LONGEST_MACRO; behind++) {
      if (isMove(constant, behind)) {
        return isPassedWithPlace(constant);
      }
    }
    return false;
  }

  private boolean isMove(int constant, int behind) {
    return moves.contains(new Move(a.s32(constant) - behind, b.s32(constant) - behind));
  }

  /** Where each line that the function has instructions of went to. */
  private Set<Move> moves() {
    Map<Long, List<Integer>> linesAfter = patched.lines().lines(after);
    Set<Move> all = new HashSet<>();
    orig.lines()
        .lines(before)
        .forEach((at, lines) -> addMoves(all, lines, linesAfter.getOrDefault(at, List.of())));
    return all;
  }

  private static void addMoves(Set<Move> all, List<Integer> before, List<Integer> after) {
    for (int i = 0; before.size() == after.size() && i < before.size(); i++) {
      all.add(new Move(before.get(i), after.get(i)));
    }
  }

  private boolean movedByOneDistance(int constant) {
    int moved = b.s32(constant) - a.s32(constant);
    boolean same = distance == 0 || distance == moved;
    distance = moved;
    return same;
  }

  /** Arguments are loaded in any order, so look from the call before to the call behind. */
  private boolean isPassedWithPlace(int constant) {
    boolean place = false;
    for (Site site : patched.layout().sites(after)) {
      if (site.branch() && site.offset() > constant) {
        return place;
      }
      place = !site.branch() && (place || namesPlace(site.target()));
    }
    return place;
  }

  private static boolean namesPlace(Target target) {
    if (target instanceof Target.InString string) {
      return string.text().endsWith(".c") || string.text().endsWith(".h");
    }
    return target instanceof Target.InPiece in
        && SymbolName.base(in.piece().name()).equals("__func__");
  }

  /** As which argument the next function called is known to take a line; 0 if that is unknown. */
  private int lineArgument(int constant) {
    for (Site site : patched.layout().sites(after)) {
      if (site.branch() && site.offset() > constant) {
        return site.target() instanceof Target.External external
            ? TAKES_LINE.getOrDefault(external.symbol().name(), 0)
            : 0;
      }
    }
    return 0;
  }
}
