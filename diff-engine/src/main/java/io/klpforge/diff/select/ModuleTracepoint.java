package io.klpforge.diff.select;

import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import io.klpforge.diff.special.SpecialSection;
import io.klpforge.diff.special.TableEntry;
import java.util.Optional;

/**
 * A tracepoint that a record of a table is about.
 *
 * <p>Where its key is found too late, the record can be left out. The kernel then never changes the
 * place in the code, and it stays as compiled: the static branch a NOP, which is the tracepoint
 * switched off; the static call a call of the trampoline, which is right as such, and is behind
 * that branch. Any other static branch may be on by now, so of none other this may be said.
 *
 * <p>Source: {@code __DECLARE_TRACE()}, include/linux/tracepoint.h, and {@code
 * jump_label_add_module()}, kernel/jump_label.c, Linux 6.1.
 */
final class ModuleTracepoint {
  private static final String BRANCH = "__tracepoint_";
  private static final String CALL = "__SCK__tp_func_";

  private ModuleTracepoint() {}

  /** {@return the site of the key that a record names, if it is a static branch's or call's} */
  static Optional<Site> key(TableEntry entry) {
    boolean hasKey =
        entry.table() == SpecialSection.JUMP_TABLE
            || entry.table() == SpecialSection.STATIC_CALL_SITES;
    return hasKey ? Optional.of(entry.sites().get(entry.sites().size() - 1)) : Optional.empty();
  }

  /**
   * {@return the tracepoint's name, if the record may be left out}
   *
   * @param layout of the object that the record is in
   * @param key name of the record's key
   */
  static Optional<String> of(ObjectLayout layout, TableEntry entry, String key) {
    if (entry.table() == SpecialSection.STATIC_CALL_SITES && key.startsWith(CALL)) {
      return Optional.of(key.substring(CALL.length()));
    }
    boolean branch = entry.table() == SpecialSection.JUMP_TABLE && key.startsWith(BRANCH);
    return branch && isOff(layout, entry)
        ? Optional.of(key.substring(BRANCH.length()))
        : Optional.empty();
  }

  /** Whether the compiled code goes on behind the branch: where objtool has not been, it jumps. */
  private static boolean isOff(ObjectLayout layout, TableEntry entry) {
    return entry.sites().get(0).target() instanceof Target.InPiece in
        && layout.architecture().isNop(layout.bytes(in.piece()), Math.toIntExact(in.offset()));
  }

  /** {@return the name of what a site refers to} */
  static String name(Site site) {
    if (site.target() instanceof Target.InPiece in) {
      return in.piece().symbol().map(Symbol::name).orElse("");
    }
    return site.target() instanceof Target.External external ? external.symbol().name() : "";
  }

  /** {@return the piece of its own object that a site refers to} */
  static Optional<Piece> piece(Site site) {
    return site.target() instanceof Target.InPiece in ? Optional.of(in.piece()) : Optional.empty();
  }
}
