package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import io.klpforge.emit.inspect.Place;
import java.util.HexFormat;

/**
 * What ftrace expects where a module says it may turn a function, x86-64.
 *
 * <p>Source: ftrace_make_nop(), arch/x86/kernel/ftrace.c; {@code CC_USING_NOP_MCOUNT}, Linux 6.1.
 */
final class FtraceSite {
  /** Bytes of the call, and of the NOP. */
  static final int SIZE = 5;

  /** Bytes before the call's relocation. */
  static final int OPCODE = 1;

  /** What is called. */
  static final String CALLED = "__fentry__";

  private static final int CALL = 0xe8;
  private static final String NOP = "0f1f440000";

  private FtraceSite() {}

  /** {@return whether there is a call of {@code __fentry__}, or the NOP objtool made of it} */
  static boolean isOne(ObjectFile module, SitesByPlace sites, Section code, long offset) {
    if (offset > code.data().length() - SIZE) {
      return false;
    }
    if (code.data().u8((int) offset) == CALL) {
      return sites.at(new Place(code.id(), offset + OPCODE)).stream()
          .anyMatch(entry -> module.symbol(entry.symbol()).name().equals(CALLED));
    }
    return isNop(code.data(), (int) offset);
  }

  /** {@return whether the NOP that stands for the call is there} */
  static boolean isNop(Bytes code, int offset) {
    return offset >= 0
        && offset <= code.length() - SIZE
        && HexFormat.of().formatHex(code.slice(offset, SIZE).toArray()).equals(NOP);
  }
}
