package io.klpforge.diff.compare;

import io.klpforge.diff.layout.Target;
import java.util.Map;

/**
 * Functions of the kernel that take a line, and as which argument; only those where no kernel that
 * has livepatches takes another plain number as that argument.
 *
 * <p>Source: include/linux/kernel.h, include/linux/rcupdate.h, include/linux/lockdep.h,
 * fs/ext4/ext4.h, fs/ext4/ext4_jbd2.h, fs/btrfs/messages.h, fs/xfs/xfs_error.h, Linux 6.1.
 */
final class LineArgument {
  private static final Map<String, Integer> TAKEN_AS =
      Map.ofEntries(
          Map.entry("__might_sleep", 2),
          Map.entry("___might_sleep", 2),
          Map.entry("__might_resched", 2),
          Map.entry("__might_fault", 2),
          Map.entry("__cant_sleep", 2),
          Map.entry("__cant_migrate", 2),
          Map.entry("lockdep_rcu_suspicious", 2),
          Map.entry("warn_slowpath_fmt", 2),
          Map.entry("__btrfs_abort_transaction", 3),
          Map.entry("__btrfs_handle_fs_error", 3),
          Map.entry("__btrfs_panic", 3),
          Map.entry("__ext4_error", 3),
          Map.entry("__ext4_error_inode", 3),
          Map.entry("__ext4_error_file", 3),
          Map.entry("__ext4_std_error", 3),
          Map.entry("__ext4_warning", 3),
          Map.entry("__ext4_warning_inode", 3),
          Map.entry("__ext4_grp_locked_error", 2),
          Map.entry("__ext4_check_dir_entry", 2),
          Map.entry("__ext4_iget", 5),
          Map.entry("__ext4_mark_inode_dirty", 4),
          Map.entry("__ext4_forget", 2),
          Map.entry("__ext4_journal_start_sb", 2),
          Map.entry("__ext4_journal_start_reserved", 2),
          Map.entry("__ext4_journal_stop", 2),
          Map.entry("__ext4_journal_get_write_access", 2),
          Map.entry("__ext4_journal_get_create_access", 2),
          Map.entry("__ext4_handle_dirty_metadata", 2),
          Map.entry("xfs_error_report", 5));

  private LineArgument() {}

  /**
   * {@return as which argument what is called takes a line, from 1 on; 0 if that is unknown}
   *
   * <p>A clone of such a function has another name and, maybe, other arguments.
   */
  static int of(Target callee) {
    return TAKEN_AS.getOrDefault(name(callee), 0);
  }

  private static String name(Target callee) {
    if (callee instanceof Target.InPiece in) {
      return in.piece().name();
    }
    return callee instanceof Target.External external ? external.symbol().name() : "";
  }
}
