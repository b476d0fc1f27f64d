package io.klpforge.diff.arch;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfHeader;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.insn.Disassembler;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What differs from machine to machine; one class each.
 *
 * <p>Where a method takes code and an offset, the code is a function from its first instruction on,
 * and the offset that of a relocation's first byte in it.
 */
public interface Architecture {

  /** {@return the relocation types that objects of the machine have} */
  RelocationTypes relocations();

  /**
   * {@return bytes from the place that the addend is counted from to the place that the processor
   * counts the written value from}: on x86-64 the address meant is the symbol's plus addend plus
   * this, 4 where the instruction ends with the address
   */
  default int bias(Bytes code, int offset, int relocationType) {
    return 0;
  }

  /**
   * {@return whether the instruction that holds the relocation calls or jumps}, as opposed to
   * taking an address or reaching for data
   */
  boolean isBranch(Bytes code, int offset, int relocationType);

  /**
   * {@return whether a branch is surely a call}, after which its function is on the stack until the
   * callee returns
   */
  default boolean isCall(Bytes code, int offset) {
    return false;
  }

  /**
   * {@return whether the relocation surely means what lies at its place}: the instruction reads or
   * writes just there, with no register added. Of an address it cannot be said: it may be the end
   * of an array, or lie before the first element.
   */
  default boolean isAccess(Bytes code, int offset, int relocationType) {
    return false;
  }

  /**
   * {@return whether gcc reaches several variables of a section from one address in it}: {@code
   * -fsection-anchors}, which is on where the machine's instructions hold distances. Source: GCC
   * manual, "Optimize Options"; gcc 12 for aarch64, powerpc64le and s390x does so with what is in
   * {@code .data}, {@code .bss} and {@code .rodata}, not with variables that are told their section
   */
  default boolean hasSectionAnchors() {
    return false;
  }

  /**
   * {@return whether a branch works only inside its own module}, because it does not bring back
   * what a function of another module changes
   */
  default boolean staysInModule(Bytes code, int offset, int relocationType) {
    return false;
  }

  /**
   * {@return whether a relocation of a module can mean a place in the kernel}, however far apart
   * the two are, or the module loader says that it cannot
   *
   * @param together the types of all relocations by which one function means that place
   */
  default boolean reachesKernel(int relocationType, Set<Integer> together) {
    return true;
  }

  /**
   * {@return the type that takes a function's own address} where {@code relocationType} may take
   * that of a piece of code that the module loader makes for the module
   */
  default int pointerType(int relocationType) {
    return relocationType;
  }

  /**
   * {@return whether every module has a symbol of that name for itself}, made by the linker or by
   * the module loader
   */
  default boolean comesWithModule(String symbol) {
    return false;
  }

  /** {@return whether a symbol of that name tells code from data and names nothing} */
  default boolean isMappingSymbol(String name) {
    return false;
  }

  /**
   * {@return how many bytes directly before a function's symbol the function reads as its own}
   *
   * @param section the section's bytes
   * @param entry where the symbol points
   */
  default int prefix(Bytes section, int entry) {
    return 0;
  }

  /**
   * {@return how many bytes directly before a function are room for it}, which callers or ftrace
   * may use: instructions that do nothing, up to {@code entry}
   *
   * @param section the section's bytes
   * @param from first byte behind what lies before the function
   * @param entry the function's first byte
   */
  int room(Bytes section, int from, int entry);

  /** {@return whether ftrace learns a function's entry from a record in a section of that name} */
  boolean recordsEntries(String section);

  /**
   * {@return whether a relocation at {@code offset} of a function to the symbol of that name is the
   * function's ftrace entry}
   */
  default boolean isFtraceCall(String symbol, long offset) {
    return false;
  }

  /** {@return whether the instruction at {@code entry} is one that only ftrace has use for} */
  default boolean isFtraceNop(Bytes code, int entry) {
    return false;
  }

  /** {@return whether at {@code offset} stands the NOP that a static branch is while it is off} */
  boolean isNop(Bytes code, int offset);

  /**
   * {@return the constant that the instruction around a byte loads into a register or stores into a
   * stack slot}, as a line number passed to a function is; empty if it does something else
   *
   * @param code a function
   * @param at any byte of the instruction's constant
   */
  Optional<Constant> constant(Bytes code, int at);

  /** {@return what reads this machine's instructions}; empty if nothing here does */
  default Optional<Disassembler> disassembler() {
    return Optional.empty();
  }

  /** {@return whether a relocation of that type is relative to the place it is written to} */
  default boolean isRelative(int relocationType) {
    return false;
  }

  /** {@return whether {@link #operand} can tell, so that code can be compared with a kernel's} */
  default boolean readsOperands() {
    return false;
  }

  /**
   * {@return the symbol's address plus the addend that a linker wrote into a field}; empty where it
   * cannot be told from the field
   *
   * @param field the bytes that a relocation of that type writes
   * @param place the address of the first one
   */
  default OptionalLong operand(Bytes field, long place, int relocationType) {
    return OptionalLong.empty();
  }

  /** {@return whether {@code length} bytes at {@code offset} are one instruction doing nothing} */
  default boolean isNop(Bytes code, int offset, int length) {
    return false;
  }

  /** {@return bytes of the unconditional jump at {@code offset}; 0 if none is there} */
  default int jumpLength(Bytes code, int offset) {
    return 0;
  }

  /**
   * {@return the instruction that reads a variable in place of the one that loads the 64-bit
   * constant at {@code offset}}; empty if there is none of the same length
   */
  default Optional<MemoryLoad> loadInstead(Bytes code, int offset) {
    return Optional.empty();
  }

  /**
   * {@return the machine of an object}
   *
   * @throws MalformedElfException if we do not know it
   */
  static Architecture of(ElfHeader header) {
    return Machine.of(header).architecture();
  }

  /** {@return the machine of an object}, if we know it */
  static Optional<Architecture> find(ElfHeader header) {
    return Machine.find(header).map(Machine::architecture);
  }
}
