package io.klpforge.diff.select;

import io.klpforge.diff.elf.Bytes;
import java.util.List;

/**
 * A section of the object to be written.
 *
 * @param name section name, such as {@code .text.cmdline_proc_show}; several may share one
 * @param type {@code SHT_PROGBITS}, {@code SHT_NOBITS} or {@code SHT_NOTE}
 * @param flags {@code sh_flags}; no group, no link order
 * @param alignment {@code sh_addralign}
 * @param entrySize {@code sh_entsize}
 * @param size bytes in memory
 * @param data the bytes, {@code size} many; empty for {@code SHT_NOBITS}
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
    List<PlannedRelocation> relocations) {

  /** Copies the list. */
  public PlannedSection {
    relocations = List.copyOf(relocations);
  }
}
