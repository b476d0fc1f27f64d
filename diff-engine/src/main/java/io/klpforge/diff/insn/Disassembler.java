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

  /** The code last asked about, and where the instruction found in it begins. */
  private Bytes lastCode = Bytes.EMPTY;

  private int lastStart;

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
   * <p>Who asks about one {@code Bytes} by ascending offset goes through the code once.
   *
   * @param code a function from its first instruction on
   * @throws MalformedElfException if the bytes up to there are no instructions
   */
  @SuppressWarnings("ReferenceEquality") // comparing contents would cost what this spares
  public synchronized int instructionEnd(Bytes code, int offset) {
    int from = code == lastCode && lastStart <= offset ? lastStart : 0;
    int length = Math.min(code.length(), offset + LONGEST) - from;
    int end = from;
    for (Capstone.CsInsn instruction : capstone.disasm(code.slice(from, length).toArray(), from)) {
      int start = (int) instruction.address;
      end = start + instruction.size;
      if (end > offset) {
        lastCode = code;
        lastStart = start;
        return end;
      }
    }
    throw new MalformedElfException(
        String.format("the code holds no instruction at 0x%x (stopped at 0x%x)", offset, end));
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
