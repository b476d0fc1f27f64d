package io.klpforge.diff.reproduce;

import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import io.klpforge.diff.special.SpecialSection;
import io.klpforge.diff.special.SpecialTables;
import io.klpforge.diff.special.TableEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An instruction of ours that the kernel's build may have turned into one that does nothing, after
 * the object was compiled: objtool runs on single objects or, with link time optimisation or IBT,
 * on the whole of vmlinux.o.
 *
 * <p>Everything else that is rewritten (alternatives, paravirtual calls, retpolines, return thunks,
 * static calls) is so when the kernel boots, and untouched in the file.
 *
 * <p>Source: {@code create_mcount_loc_sections()} with --mnop and {@code handle_jump_alt()} with
 * --hacks=jump_label, tools/objtool/check.c, Linux 6.1 and 6.12.
 *
 * @param offset of the instruction in its function
 * @param length bytes
 */
record BuildRewrite(int offset, int length) {
  /** Bytes of a call's opcode, before its operand. */
  private static final int CALL_OPCODE = 1;

  /** {@return the instructions of a function that may have become nothing} */
  static List<BuildRewrite> of(ObjectLayout layout, SpecialTables tables, Piece function) {
    List<BuildRewrite> rewrites = new ArrayList<>();
    for (Site site : layout.sites(function)) {
      boolean entry =
          site.target() instanceof Target.External external
              && site.field().width() > 0
              && layout
                  .architecture()
                  .isFtraceCall(external.symbol().name(), site.offset() - function.entry());
      if (entry) {
        int start = (int) site.offset() - CALL_OPCODE;
        rewrites.add(new BuildRewrite(start, CALL_OPCODE + site.field().width()));
      }
    }
    for (TableEntry record : tables.about(function)) {
      if (record.table() == SpecialSection.JUMP_TABLE
          && record.sites().get(0).target() instanceof Target.InPiece in) {
        rewrites.add(branch(layout, function, (int) in.offset()));
      }
    }
    return rewrites;
  }

  private static BuildRewrite branch(ObjectLayout layout, Piece function, int offset) {
    return new BuildRewrite(
        offset, layout.architecture().jumpLength(layout.bytes(function), offset));
  }

  /** Clears the instruction in both functions. */
  void mask(byte[] ours, byte[] theirs) {
    Arrays.fill(ours, offset, offset + length, (byte) 0);
    Arrays.fill(theirs, offset, offset + length, (byte) 0);
  }

  /** {@return whether byte {@code at} of the function is one of the instruction's} */
  boolean covers(long at) {
    return at >= offset && at < offset + length;
  }
}
