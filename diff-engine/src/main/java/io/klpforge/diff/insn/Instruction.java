package io.klpforge.diff.insn;

import java.util.OptionalLong;

/**
 * One instruction.
 *
 * @param offset bytes from the start of the code it was found in
 * @param length bytes
 * @param mnemonic what it does; {@code (bad)} for a byte that begins none
 * @param operands as an assembler would write them
 */
public record Instruction(int offset, int length, String mnemonic, String operands) {

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
