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
  static final SectionHeader NULL =
      new SectionHeader(0, ElfConstants.SHT_NULL, 0, 0, 0, 0, 0, 0, Bytes.EMPTY);

  void encode(ByteBuffer out, long offset) {
    out.putInt(name).putInt(type).putLong(flags);
    out.putLong(0); // sh_addr
    out.putLong(offset).putLong(size);
    out.putInt(link).putInt(info).putLong(alignment).putLong(entrySize);
  }
}
