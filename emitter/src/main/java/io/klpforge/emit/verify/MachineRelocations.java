package io.klpforge.emit.verify;

import io.klpforge.diff.elf.ElfConstants;
import java.util.Optional;
import java.util.OptionalInt;

/** How the loader of one machine applies relocations; one class each. */
interface MachineRelocations {

  /** How a value fits into the bytes it is written to. */
  enum Fit {
    FITS,
    /** The loader sees that it does not fit, and refuses the module. */
    REFUSED,
    /** The loader cuts it off. */
    CUT
  }

  /**
   * What is written.
   *
   * @param bits the low ones of it are written
   */
  record Written(long bits, Fit fit) {}

  /** {@return bytes written by a relocation of that type; empty if the loader does not know it} */
  OptionalInt width(int type);

  /** {@return the psABI's name of a known type} */
  String name(int type);

  /** {@return whether a known type is relative to the place it is written to} */
  boolean isRelative(int type);

  /**
   * {@return what a relocation of a known type writes}
   *
   * @param value symbol and addend
   * @param site address that is written to
   */
  Written apply(int type, long value, long site);

  /** {@return the relocations of that machine; empty if they are not simulated here} */
  static Optional<MachineRelocations> of(int machine) {
    return machine == ElfConstants.EM_X86_64 ? Optional.of(new X86Relocations()) : Optional.empty();
  }
}
