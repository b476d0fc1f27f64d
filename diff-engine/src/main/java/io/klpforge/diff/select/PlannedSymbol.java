package io.klpforge.diff.select;

import io.klpforge.diff.elf.SymbolType;

/** A symbol that the object to be written needs. */
public sealed interface PlannedSymbol {
  /** {@return its name in the kernel's or the object's symbol table} */
  String name();

  /**
   * A symbol the object defines.
   *
   * @param name its name; not always unique in the object
   * @param type what it stands for; never FILE
   * @param global whether the other objects of the same livepatch may refer to it by name
   * @param other {@code st_other}
   * @param section index into {@link PatchPlan#sections()}
   * @param value bytes from the start of that section
   * @param size bytes it covers
   */
  record Defined(
      String name, SymbolType type, boolean global, int other, int section, long value, long size)
      implements PlannedSymbol {}

  /**
   * A symbol that the module loader finds by name: exported by vmlinux, or defined by another
   * object of the same livepatch. Becomes an ordinary undefined symbol.
   *
   * @param name its name
   */
  record Exported(String name) implements PlannedSymbol {}

  /**
   * A symbol that only livepatch relocations can reach: not exported, or exported by a module.
   *
   * @param name its name in the kernel's symbol table; holds no comma
   * @param provider the object that has it: {@code vmlinux}, or a module's name with underscores
   * @param position its place among the symbols of that name in {@code provider}, from 1 on, in the
   *     kernel's order; 0 if it is the only one. Source: {@code klp_find_object_symbol()},
   *     kernel/livepatch/core.c, Linux 6.1
   */
  record Unexported(String name, String provider, long position) implements PlannedSymbol {}
}
