package io.klpforge.emit.write;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import java.util.List;
import java.util.OptionalInt;

/**
 * A section of an {@link ElfImage} together with the relocations that apply to it.
 *
 * @param name section name
 * @param type {@code sh_type}
 * @param flags {@code sh_flags}
 * @param alignment {@code sh_addralign}
 * @param entrySize {@code sh_entsize}
 * @param size bytes in memory
 * @param data the bytes, {@code size} many; empty for {@code SHT_NOBITS}
 * @param linkedTo place of the section it is ordered by, for {@code SHF_LINK_ORDER} ({@code
 *     sh_link})
 * @param tables relocation sections, written in this order right behind this section
 */
public record ImageSection(
    String name,
    int type,
    long flags,
    long alignment,
    long entrySize,
    long size,
    Bytes data,
    OptionalInt linkedTo,
    List<RelocationList> tables) {

  /** Copies the list. */
  public ImageSection {
    tables = List.copyOf(tables);
    if (type != ElfConstants.SHT_NOBITS && size != data.length()) {
      throw new IllegalArgumentException(name + " has " + data.length() + " of " + size + " bytes");
    }
  }

  /** {@return whether it takes memory in the running kernel} */
  public boolean isAllocated() {
    return (flags & ElfConstants.SHF_ALLOC) != 0;
  }

  /** {@return this section with other relocations} */
  public ImageSection withTables(List<RelocationList> others) {
    return new ImageSection(name, type, flags, alignment, entrySize, size, data, linkedTo, others);
  }

  /** {@return this section with other bytes, as many as before} */
  public ImageSection withData(Bytes other) {
    return new ImageSection(name, type, flags, alignment, entrySize, size, other, linkedTo, tables);
  }

  /** {@return this section ordered by another, or by none} */
  ImageSection withLinkedTo(OptionalInt other) {
    return new ImageSection(name, type, flags, alignment, entrySize, size, data, other, tables);
  }
}
