package io.klpforge.diff.arch;

/** A kind of relocation; one enum for each machine, whose constants have the psABI's names. */
public interface RelocationType {

  /**
   * What a psABI says of a type, and what the kernel does with it.
   *
   * @param number {@code ELF64_R_TYPE(r_info)}
   * @param field the bits it writes
   * @param loadable whether the kernel's module loader applies it
   */
  record Row(int number, Field field, boolean loadable) {}

  /** {@return the name the psABI gives it} */
  String name();

  /** {@return its row of the machine's table} */
  Row row();

  /** {@return {@code ELF64_R_TYPE(r_info)}} */
  default int number() {
    return row().number();
  }

  /** {@return the bits it writes} */
  default Field field() {
    return row().field();
  }

  /** {@return whether the kernel's module loader applies it} */
  default boolean isLoadable() {
    return row().loadable();
  }
}
