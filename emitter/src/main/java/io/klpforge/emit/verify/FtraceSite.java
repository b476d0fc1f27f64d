package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import io.klpforge.emit.inspect.Place;
import java.util.HexFormat;

/**
 * What ftrace expects where a module says it may turn a function, x86-64.
 *
 * <p>A kernel whose objtool makes NOPs of the calls leaves them alone when it loads a module, and
 * expects them when it turns the function; any other makes the NOPs itself, out of calls. Source:
 * ftrace_update_code(), kernel/trace/ftrace.c; ftrace_make_nop() and ftrace_make_call(),
 * arch/x86/kernel/ftrace.c; {@code CC_USING_NOP_MCOUNT}, Makefile, Linux 6.1 and 6.12.
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

  /** {@return whether a kernel expects the NOPs that objtool makes} */
  static boolean areNops(RunningKernel kernel) {
    return kernel.isSet("FTRACE_MCOUNT_USE_OBJTOOL");
  }

  /** {@return whether there is a call of {@code __fentry__}} */
  static boolean isCall(ObjectFile module, SitesByPlace sites, Section code, long offset) {
    return offset <= code.data().length() - SIZE
        && code.data().u8((int) offset) == CALL
        && sites.at(new Place(code.id(), offset + OPCODE)).stream()
            .anyMatch(entry -> module.symbol(entry.symbol()).name().equals(CALLED));
  }

  /** {@return whether the NOP that stands for the call is there} */
  static boolean isNop(Bytes code, int offset) {
    return offset >= 0
        && offset <= code.length() - SIZE
        && HexFormat.of().formatHex(code.slice(offset, SIZE).toArray()).equals(NOP);
  }
}
