package io.klpforge.diff.insn;

import capstone.Capstone;
import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.MalformedElfException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells instructions apart; the only user of capstone.
 *
 * <p>capstone's native library (Debian: {@code libcapstone4}) is loaded at the first use. One
 * instruction costs about 20 microseconds, so this is for single questions, never for whole
 * objects.
 */
public final class Disassembler {
  /** No instruction is longer; x86's have up to 15 bytes. */
  private static final int LONGEST = 16;

  private static Optional<Disassembler> x86 = Optional.empty();

  private final Capstone capstone;

  private Disassembler(Capstone capstone) {
    this.capstone = capstone;
  }

  /**
   * {@return the one for x86-64}
   *
   * @throws MissingLibraryException if the native library is not installed
   */
  public static synchronized Disassembler x86() {
    if (x86.isEmpty()) {
      x86 = Optional.of(open(Capstone.CS_ARCH_X86, Capstone.CS_MODE_64));
    }
    return x86.get();
  }

  /** {@return whether the native library is installed} */
  public static boolean isInstalled() {
    try {
      x86();
      return true;
    } catch (MissingLibraryException e) {
      return false;
    }
  }

  private static Disassembler open(int architecture, int mode) {
    try {
      return new Disassembler(new Capstone(architecture, mode));
    } catch (LinkageError e) {
      throw new MissingLibraryException(
          "the disassembler's native library is missing: apt install libcapstone4", e);
    }
  }

  /**
   * {@return the first byte behind the instruction that covers {@code offset}}
   *
   * @param code a function from its first instruction on
   * @throws MalformedElfException if the bytes up to there are no instructions
   */
  public synchronized int instructionEnd(Bytes code, int offset) {
    byte[] bytes = code.slice(0, Math.min(code.length(), offset + LONGEST)).toArray();
    int at = 0;
    for (Capstone.CsInsn instruction : capstone.disasm(bytes, 0)) {
      at = (int) instruction.address + instruction.size;
      if (at > offset) {
        return at;
      }
    }
    throw new MalformedElfException(
        String.format("the code holds no instruction at 0x%x (stopped at 0x%x)", offset, at));
  }

  /**
   * {@return the instructions of {@code code}, up to the first byte that is none}
   *
   * @param address at which its first byte lies
   */
  public synchronized List<Instruction> decode(Bytes code, long address) {
    List<Instruction> instructions = new ArrayList<>();
    for (Capstone.CsInsn found : capstone.disasm(code.toArray(), address)) {
      int offset = (int) (found.address - address);
      instructions.add(new Instruction(offset, found.size, found.mnemonic, found.opStr));
    }
    return instructions;
  }
}
