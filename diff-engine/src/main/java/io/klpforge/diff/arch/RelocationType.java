package io.klpforge.diff.arch;

/** A kind of relocation; one enum for each machine, whose constants have the psABI's names. */
public interface RelocationType {

  /** {@return the name the psABI gives it} */
  String name();

  /** {@return {@code ELF64_R_TYPE(r_info)}} */
  int number();

  /** {@return the bits it writes} */
  Field field();

  /** {@return whether the kernel's module loader applies it} */
  boolean isLoadable();
}
