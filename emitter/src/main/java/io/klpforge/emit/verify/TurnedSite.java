package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Bytes;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * The instruction of a static branch or a static call, which the kernel turns, x86-64.
 *
 * <p>Source: arch_jump_entry_size() and __jump_label_patch(), arch/x86/kernel/jump_label.c;
 * __static_call_validate() and __static_call_transform(), arch/x86/kernel/static_call.c, Linux 6.12
 * and 6.1.
 *
 * @param code of the section it is in
 * @param offset of its first byte
 */
record TurnedSite(Bytes code, long offset) {
  /** A jump with an 8-bit distance, and the NOP of its length. */
  private static final String SHORT_JUMP = "eb";

  private static final String SHORT_NOP = "6690";

  /** {@code jcc} with a 32-bit distance: {@code 0f 80} to {@code 0f 8f}. */
  private static final String CONDITIONAL = "0f8";

  private static final String LONG_NOP = "0f1f440000";

  /** {@code xor %eax,%eax} of five bytes: the call of a function that returns 0. */
  private static final String RETURN_0 = "2e2e2e31c0";

  /** A jump, call or NOP with room for a 32-bit distance. */
  private static final int LONG = 5;

  /** {@return bytes that the kernel writes, for a record of {@code table}} */
  int length(CodeTable table) {
    if (table == CodeTable.JUMP_TABLE) {
      return begins(SHORT_JUMP, SHORT_NOP) ? 2 : LONG;
    }
    return begins(CONDITIONAL) ? LONG + 1 : LONG;
  }

  /** {@return whether it is a jump, or the NOP for one} */
  boolean isBranch() {
    return isNop() || (begins("e9") && fits(LONG)) || (begins(SHORT_JUMP) && fits(2));
  }

  boolean isNop() {
    return begins(SHORT_NOP, LONG_NOP);
  }

  /** {@return whether it is a call, or what the kernel writes for one} */
  boolean isCall() {
    return begins(LONG_NOP, RETURN_0) || (begins("e8") && fits(LONG));
  }

  /** {@return whether it is a jump to what is called last, or a return in its place} */
  boolean isTailCall() {
    return (begins("e9", "c3") && fits(LONG)) || (begins(CONDITIONAL) && fits(LONG + 1));
  }

  private boolean fits(int length) {
    return offset + length <= code.length();
  }

  private boolean begins(String... forms) {
    if (offset < 0 || offset >= code.length()) {
      return false;
    }
    int length = (int) Math.min(LONG, code.length() - offset);
    String bytes = HexFormat.of().formatHex(code.slice((int) offset, length).toArray());
    return Stream.of(forms).anyMatch(bytes::startsWith);
  }
}
