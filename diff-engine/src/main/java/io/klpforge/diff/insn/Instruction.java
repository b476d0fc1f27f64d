package io.klpforge.diff.insn;

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
}
