package io.klpforge.diff.select;

import io.klpforge.diff.elf.Bytes;
import java.util.List;
import java.util.OptionalInt;

/**
 * A section of the object to be written.
 *
 * @param name section name, such as {@code .text.cmdline_proc_show}; several may share one
 * @param type {@code SHT_PROGBITS}, {@code SHT_NOBITS} or {@code SHT_NOTE}
 * @param flags {@code sh_flags}; no group
 * @param alignment {@code sh_addralign}
 * @param entrySize {@code sh_entsize}
 * @param size bytes in memory
 * @param data the bytes, {@code size} many; empty for {@code SHT_NOBITS}
 * @param linkedTo the section it is ordered by, an index into {@link PatchPlan#sections()}, for
 *     {@code SHF_LINK_ORDER}: linkers refuse to mix such sections with others of the name
 * @param relocations in ascending offset
 */
public record PlannedSection(
    String name,
    int type,
    long flags,
    long alignment,
    long entrySize,
    long size,
    Bytes data,
    OptionalInt linkedTo,
    List<PlannedRelocation> relocations) {

  /** Copies the list. */
  public PlannedSection {
    relocations = List.copyOf(relocations);
  }
}
