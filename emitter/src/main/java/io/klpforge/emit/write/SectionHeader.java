package io.klpforge.emit.write;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import java.nio.ByteBuffer;

/** A section as it goes into the file, all but its offset decided ({@code Elf64_Shdr}). */
record SectionHeader(
    int name,
    int type,
    long flags,
    long size,
    int link,
    int info,
    long alignment,
    long entrySize,
    Bytes data) {

  /**
   * {@return the null section}
   *
   * @param size number of sections where {@code e_shnum} has no room for it, else 0
   * @param link number of the name table where {@code e_shstrndx} has no room for it, else 0
   */
  static SectionHeader ofNull(int size, int link) {
    return new SectionHeader(0, ElfConstants.SHT_NULL, 0, size, link, 0, 0, 0, Bytes.EMPTY);
  }

  void encode(ByteBuffer out, long offset) {
    out.putInt(name).putInt(type).putLong(flags);
    out.putLong(0); // sh_addr
    out.putLong(offset).putLong(size);
    out.putInt(link).putInt(info).putLong(alignment).putLong(entrySize);
  }
}
