package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import java.nio.ByteBuffer;

/**
 * The header and the section headers of a file that may be damaged. Source: gABI, "ELF Header" and
 * "Sections".
 *
 * @param file its bytes, at least {@link ElfConstants#EHDR_SIZE}
 */
record RawElf(Bytes file) {
  private static final int LINK = 40;

  int type() {
    return file.u16(16);
  }

  int machine() {
    return file.u16(18);
  }

  long sectionHeaders() {
    return file.s64(40);
  }

  int headerSize() {
    return file.u16(58);
  }

  int count() {
    return file.u16(60);
  }

  int nameTable() {
    return file.u16(62);
  }

  long nameOffset(int section) {
    return file.u32(at(section));
  }

  int type(int section) {
    return file.s32(at(section) + 4);
  }

  long flags(int section) {
    return file.s64(at(section) + 8);
  }

  long address(int section) {
    return file.s64(at(section) + 16);
  }

  long offset(int section) {
    return file.s64(at(section) + 24);
  }

  long size(int section) {
    return file.s64(at(section) + 32);
  }

  int link(int section) {
    return file.s32(at(section) + LINK);
  }

  long alignment(int section) {
    return file.s64(at(section) + 48);
  }

  /** {@return the bytes of a section that lies inside the file} */
  Bytes data(int section) {
    return file.slice((int) offset(section), (int) size(section));
  }

  /** {@return whether the bytes of a section lie inside the file} */
  boolean isInside(int section) {
    long length = file.length();
    return size(section) >= 0 && offset(section) >= 0 && offset(section) <= length - size(section);
  }

  private int at(int section) {
    return (int) sectionHeaders() + section * ElfConstants.SHDR_SIZE;
  }

  /**
   * {@return the file with all relocation sections linked to the symbol table}, which is the one
   * the kernel takes, whatever they say
   *
   * @param symbolTable its number
   */
  Bytes relinked(int symbolTable) {
    byte[] bytes = file.toArray();
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(file.order());
    for (int i = 1; i < count(); i++) {
      if (type(i) == ElfConstants.SHT_RELA) {
        buffer.putInt(at(i) + LINK, symbolTable);
      }
    }
    return Bytes.of(bytes, file.order());
  }

  /** {@return number of the first symbol table; 0 if there is none} */
  int symbolTable() {
    for (int i = 1; i < count(); i++) {
      if (type(i) == ElfConstants.SHT_SYMTAB) {
        return i;
      }
    }
    return 0;
  }
}
