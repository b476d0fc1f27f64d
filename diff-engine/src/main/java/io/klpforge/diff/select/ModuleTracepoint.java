package io.klpforge.diff.select;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.elf.SymbolType;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import io.klpforge.diff.special.SpecialSection;
import io.klpforge.diff.special.TableEntry;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * A tracepoint that a record of a table is about.
 *
 * <p>Where its key is found too late, the record can be left out. The kernel then never changes the
 * place in the code, and it stays as compiled: the static branch a NOP, which is the tracepoint
 * switched off; the static call a call of the trampoline, which is right as such, and is behind
 * that branch. Any other static branch may be on by now, so of none other this may be said.
 *
 * <p>Where objtool sees finished modules only, the branch is a jump still, of which it makes a NOP
 * as the record says: that needs a record, with a key that is off.
 *
 * <p>Source: {@code __DECLARE_TRACE()}, include/linux/tracepoint.h, and {@code
 * jump_label_add_module()}, kernel/jump_label.c, Linux 6.1; {@code handle_jump_alt()},
 * tools/objtool/check.c, and {@code ARCH_STATIC_BRANCH_ASM}, arch/x86/include/asm/jump_label.h,
 * Linux 6.12.
 *
 * @param name of it
 * @param isOff whether the code is what it is with the tracepoint switched off
 */
record ModuleTracepoint(String name, boolean isOff) {
  private static final String BRANCH = "__tracepoint_";
  private static final String CALL = "__SCK__tp_func_";

  /** A {@code struct static_key}: a counter, and what uses it. */
  private static final String OFF_KEY = "klpforge_tracepoint_off";

  private static final int KEY_SIZE = 16;
  private static final int KEY_ALIGNMENT = 8;

  /** In a branch's key: the branch is to be taken where the key is off. */
  private static final long TAKEN = 1;

  /** In a branch's key: it is a jump, of which objtool makes a NOP. */
  private static final long MADE_NOP = 2;

  /** Bits of a key's address that say something else. */
  private static final long FLAGS = TAKEN | MADE_NOP;

  /** {@return the site of the key that a record names, if it is a static branch's or call's} */
  static Optional<Site> key(TableEntry entry) {
    boolean hasKey =
        entry.table() == SpecialSection.JUMP_TABLE
            || entry.table() == SpecialSection.STATIC_CALL_SITES;
    return hasKey ? Optional.of(entry.sites().get(entry.sites().size() - 1)) : Optional.empty();
  }

  /**
   * {@return the tracepoint, if it can stay off without its key}
   *
   * @param layout of the object that the record is in
   * @param key the site of the record's key
   */
  static Optional<ModuleTracepoint> of(ObjectLayout layout, TableEntry entry, Site key) {
    String name = name(key);
    if (entry.table() == SpecialSection.STATIC_CALL_SITES && name.startsWith(CALL)) {
      return Optional.of(new ModuleTracepoint(name.substring(CALL.length()), true));
    }
    boolean branch = entry.table() == SpecialSection.JUMP_TABLE && name.startsWith(BRANCH);
    if (branch && entry.sites().get(0).target() instanceof Target.InPiece in) {
      Bytes code = layout.bytes(in.piece());
      int at = Math.toIntExact(in.offset());
      boolean off = layout.architecture().isNop(code, at);
      if (off || (flags(key) == MADE_NOP && layout.architecture().jumpLength(code, at) > 0)) {
        return Optional.of(new ModuleTracepoint(name.substring(BRANCH.length()), off));
      }
    }
    return Optional.empty();
  }

  /** {@return what a key's address says beside where it is} */
  static long flags(Site key) {
    return addend(key) & FLAGS;
  }

  private static long addend(Site key) {
    if (key.target() instanceof Target.InPiece in) {
      return in.addend();
    }
    return key.target() instanceof Target.External external ? external.addend() : 0;
  }

  /** {@return the section of a key that is never switched on} */
  static SectionDraft offKeySection(ByteOrder order) {
    SectionDraft draft = SectionDraft.variable(".data." + OFF_KEY, KEY_ALIGNMENT, order);
    draft.append(Bytes.of(new byte[KEY_SIZE], order), List.of());
    return draft;
  }

  /** {@return the symbol of that key, in the section of that index} */
  static PlannedSymbol offKey(int section) {
    return new PlannedSymbol.Defined(OFF_KEY, SymbolType.OBJECT, false, 0, section, 0, KEY_SIZE);
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
