package io.klpforge.diff.arch;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ElfHeader;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.insn.Disassembler;

/** What differs from machine to machine; one class each. */
public interface Architecture {

  /**
   * {@return how many bytes a relocation of that type writes: 0, 1, 2, 4 or 8}
   *
   * @throws MalformedElfException for a type no kernel object has
   */
  int width(int relocationType);

  /** {@return whether a relocation of that type is relative to the place it is written to} */
  boolean isRelative(int relocationType);

  /** {@return the name the psABI gives the type} */
  String name(int relocationType);

  /**
   * {@return how far behind the relocation's first byte lies the address that the processor adds
   * the written value to}: the end of the instruction, if the type is relative; 0 otherwise
   *
   * @param code the function that holds the relocation
   * @param offset of the relocation in {@code code}
   * @param relocationType its type
   */
  int bias(Bytes code, int offset, int relocationType);

  /**
   * {@return whether the instruction that holds the relocation calls or jumps}, as opposed to
   * taking an address or reaching for data
   *
   * @param code the function that holds the relocation
   * @param offset of the relocation in {@code code}
   * @param relocationType its type
   */
  boolean isBranch(Bytes code, int offset, int relocationType);

  /**
   * {@return whether a relocation at {@code offset} of a function to the symbol of that name is the
   * function's ftrace entry}
   */
  boolean isFtraceCall(String symbol, long offset);

  /**
   * {@return whether the four bytes at {@code offset} are the constant that an instruction loads
   * into a register or stores into a stack slot}, as a line number passed to a function is
   */
  boolean isLoadedConstant(Bytes code, int offset);

  /**
   * {@return as which argument of a function, from 1 on, the constant at {@code offset} is loaded};
   * 0 if as none that is passed in a register
   */
  int argument(Bytes code, int offset);

  /** {@return what reads this machine's instructions} */
  Disassembler disassembler();

  /** {@return whether {@code length} bytes at {@code offset} are one instruction doing nothing} */
  boolean isNop(Bytes code, int offset, int length);

  /** {@return bytes of the unconditional jump at {@code offset}; 0 if none is there} */
  int jumpLength(Bytes code, int offset);

  /**
   * {@return the machine of an object}
   *
   * @throws MalformedElfException if we do not know it
   */
  static Architecture of(ElfHeader header) {
    if (header.machine() == ElfConstants.EM_X86_64) {
      return X86Architecture.INSTANCE;
    }
    throw new MalformedElfException(
        "ELF machine " + header.machine() + " is not supported; x86-64 (62) is");
  }
}
