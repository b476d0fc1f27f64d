package io.klpforge.diff.insn;

import java.util.OptionalLong;

/**
 * One instruction, as capstone prints it in Intel's syntax.
 *
 * @param offset its first byte, from the first byte that was decoded
 * @param size in bytes
 * @param mnemonic such as {@code call}
 * @param operands such as {@code rax, qword ptr [rip + 0x10]}; addresses of jumps are absolute
 */
public record Instruction(int offset, int size, String mnemonic, String operands) {

  /** {@return the first byte behind it} */
  public int end() {
    return offset + size;
  }

  /** {@return it as an assembler would write it} */
  public String text() {
    return (mnemonic + " " + operands).strip();
  }

  /** {@return whether it does nothing, whatever its length} */
  public boolean isNop() {
    return mnemonic.equals("nop") || text().equals("xchg ax, ax");
  }

  /** {@return the address that is its only operand, as jumps and calls have one} */
  public OptionalLong address() {
    boolean number = operands.startsWith("0x") && operands.indexOf(',') < 0;
    return number
        ? OptionalLong.of(Long.parseUnsignedLong(operands.substring(2), 16))
        : OptionalLong.empty();
  }
}
