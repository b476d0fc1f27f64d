package io.klpforge.diff.compare;

import io.klpforge.diff.arch.Architecture;
import io.klpforge.diff.arch.Constant;
import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Recognises a function that differs in {@code __LINE__} alone.
 *
 * <p>Only numbers that instructions load may differ. Where both objects have debug information,
 * each must have changed exactly as a line did that the function has code of; or as one a little
 * before, where it goes with a source file's name or {@code __func__}. Where the function called is
 * known to take a line, the constant must be that argument. Without debug information it must be
 * such an argument, and all must have moved by one distance.
 */
final class LineNumberRule {
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

  private final Side patched;
  private final Piece after;
  private final Bytes a;
  private final Bytes b;
  private final LineMoves moves = new LineMoves();
  private int distance;

  /**
   * Two numbers loaded at one place.
   *
   * @param argument as which argument, or 0
   * @param at first byte that differs
   * @param end first byte behind the number
   */
  private record Pair(int before, int after, int argument, int at, int end) {}

  /** A rule for twins of equal length and equal references. */
  LineNumberRule(Side orig, Piece before, Side patched, Piece after) {
    this.patched = patched;
    this.after = after;
    this.a = orig.layout().bytes(before);
    this.b = patched.layout().bytes(after);
    moves.add(orig, before, patched, after);
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
      Optional<Pair> pair = pairAt(at);
      if (pair.isEmpty() || !isLine(pair.get())) {
        return false;
      }
      int from = pair.get().end();
      int next = Arrays.mismatch(maskedA, from, maskedA.length, maskedB, from, maskedB.length);
      at = next < 0 ? -1 : from + next;
    }
    return true;
  }

  /**
   * What both load around a byte, if that is a number at the same place of the same instruction.
   */
  private Optional<Pair> pairAt(int differing) {
    Architecture architecture = patched.layout().architecture();
    Optional<Constant> from = architecture.constant(a, differing);
    Optional<Constant> to = architecture.constant(b, differing);
    boolean comparable =
        from.isPresent()
            && to.isPresent()
            && from.get().argument() == to.get().argument()
            && from.get().end() == to.get().end()
            && isLineNumber(from.get().value())
            && isLineNumber(to.get().value());
    return comparable
        ? Optional.of(
            new Pair(
                (int) from.get().value(),
                (int) to.get().value(),
                to.get().argument(),
                differing,
                to.get().end()))
        : Optional.empty();
  }

  private static boolean isLineNumber(long value) {
    return value > 0 && value <= Integer.MAX_VALUE;
  }

  private boolean isLine(Pair pair) {
    int line = lineArgument(pair.at());
    boolean unlikeCallee = line > 0 && line != pair.argument();
    return moves.isEmpty()
        ? line > 0 && line == pair.argument() && movedByOneDistance(pair)
        : !unlikeCallee && movedWithLine(pair);
  }

  private boolean movedWithLine(Pair pair) {
    return moves.has(pair.before(), pair.after())
        || (moves.endsAt(pair.before(), pair.after()) && isPassedWithPlace(pair.at()));
  }

  private boolean movedByOneDistance(Pair pair) {
    int moved = pair.after() - pair.before();
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
      place = !site.branch() && (place || isPlace(site.target()));
    }
    return place;
  }

  private boolean isPlace(Target target) {
    return SourcePlace.isNamedBy(target) || SourcePlace.isName(target, after.name());
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
