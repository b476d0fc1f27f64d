package io.klpforge.diff.compare;

import io.klpforge.diff.correlate.SymbolName;
import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;

/**
 * Recognises a function that differs in {@code __LINE__} alone.
 *
 * <p>All of these must hold: only 32-bit constants that instructions load differ; all by the same
 * distance (the function moved as a whole); and beside each goes what macros pass together with
 * {@code __LINE__}: a source file's name, {@code __func__}, or a call to a function that is known
 * to take a line.
 */
final class LineNumberRule {
  private static final int LARGEST_LINE = 100_000;

  private static final Set<String> TAKES_LINE =
      Set.of(
          "__might_sleep",
          "___might_sleep",
          "__might_fault",
          "lockdep_rcu_suspicious",
          "__warn_printk",
          "warn_slowpath_fmt",
          "__btrfs_abort_transaction",
          "__btrfs_handle_fs_error",
          "__btrfs_panic",
          "__ext4_error",
          "__ext4_error_inode",
          "__ext4_warning_inode",
          "__ext4_journal_start_sb",
          "__ext4_journal_stop",
          "__ext4_journal_get_write_access",
          "__ext4_handle_dirty_metadata",
          "xfs_error_report",
          "assfail");

  private final ObjectLayout layout;
  private final Piece piece;

  /** A rule for one function of the patched object. */
  LineNumberRule(ObjectLayout layout, Piece piece) {
    this.layout = layout;
    this.piece = piece;
  }

  /** {@return whether line numbers alone make {@code b} of {@code a}; sites are zero in both} */
  boolean explains(byte[] a, byte[] b) {
    int distance = 0;
    int at = java.util.Arrays.mismatch(a, b);
    while (at >= 0) {
      int constant = constantAt(a, b, at);
      if (constant < 0) {
        return false;
      }
      int moved = number(b, constant) - number(a, constant);
      if (moved == 0 || (distance != 0 && moved != distance) || !isPassedWithPlace(constant)) {
        return false;
      }
      distance = moved;
      int from = constant + 4;
      int next = java.util.Arrays.mismatch(a, from, a.length, b, from, b.length);
      at = next < 0 ? -1 : from + next;
    }
    return distance != 0;
  }

  /** The offset of the 32-bit constant that holds the first differing byte, or -1. */
  private int constantAt(byte[] a, byte[] b, int differing) {
    for (int at = Math.max(0, differing - 3); at <= differing && at + 4 <= a.length; at++) {
      boolean both = isLineConstant(a, at) && isLineConstant(b, at);
      if (both) {
        return at;
      }
    }
    return -1;
  }

  private boolean isLineConstant(byte[] code, int at) {
    int value = number(code, at);
    return value > 0
        && value < LARGEST_LINE
        && layout.architecture().isLoadedConstant(Bytes.of(code, ByteOrder.LITTLE_ENDIAN), at);
  }

  private static int number(byte[] code, int at) {
    return ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
  }

  /** Arguments are loaded in any order, so look from the call before to the call behind. */
  private boolean isPassedWithPlace(int constant) {
    List<Site> sites = layout.sites(piece);
    boolean place = false;
    for (Site site : sites) {
      if (site.offset() < constant) {
        place = !site.branch() && (place || namesPlace(site.target()));
      } else if (site.branch()) {
        return place || takesLine(site.target());
      } else {
        place = place || namesPlace(site.target());
      }
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

  private static boolean takesLine(Target target) {
    return target instanceof Target.External external
        && TAKES_LINE.contains(external.symbol().name());
  }
}
