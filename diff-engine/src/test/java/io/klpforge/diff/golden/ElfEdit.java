package io.klpforge.diff.golden;

import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.SectionId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** A copy of an object file, to be changed in place. */
final class ElfEdit {
  private static final int SECTION_HEADERS = 40;
  private static final int BIG_ENDIAN_DATA = 2;

  private final ByteBuffer file;
  private final int headers;
  private final int count;

  ElfEdit(byte[] object) {
    this.file = ByteBuffer.wrap(object.clone());
    if (object[5] != BIG_ENDIAN_DATA) {
      file.order(ByteOrder.LITTLE_ENDIAN);
    }
    this.headers = (int) file.getLong(SECTION_HEADERS);
    this.count = Short.toUnsignedInt(file.getShort(60));
  }

  byte[] bytes() {
    return file.array();
  }

  ByteBuffer file() {
    return file;
  }

  int sections() {
    return count;
  }

  /** {@return the section that holds the sections' names} */
  int names() {
    return Short.toUnsignedInt(file.getShort(62));
  }

  /** {@return where a section's header lies in the file} */
  int header(int section) {
    return headers + section * ElfConstants.SHDR_SIZE;
  }

  int type(int section) {
    return file.getInt(header(section) + 4);
  }

  /** {@return where a section's bytes lie in the file} */
  int offset(int section) {
    return (int) file.getLong(header(section) + 24);
  }

  int size(int section) {
    return (int) file.getLong(header(section) + 32);
  }

  int link(int section) {
    return file.getInt(header(section) + 40);
  }

  int info(int section) {
    return file.getInt(header(section) + 44);
  }

  /** {@return where in the file each relocation of a section lies, in order} */
  List<Integer> relocations(SectionId section) {
    List<Integer> entries = new ArrayList<>();
    for (int i = 1; i < count; i++) {
      if (type(i) == ElfConstants.SHT_RELA && info(i) == section.index()) {
        entries.addAll(entries(i));
      }
    }
    return entries;
  }

  /** {@return where in the file each entry of a relocation section lies} */
  List<Integer> entries(int relocationSection) {
    List<Integer> entries = new ArrayList<>();
    int end = offset(relocationSection) + size(relocationSection);
    for (int at = offset(relocationSection); at < end; at += ElfConstants.RELA_SIZE) {
      entries.add(at);
    }
    return entries;
  }

  /** Turns bits of one byte of a section over. */
  ElfEdit flip(SectionId section, long offset, int bits) {
    int at = offset(section.index()) + (int) offset;
    file.put(at, (byte) (file.get(at) ^ bits));
    return this;
  }

  /** Lets a relocation mean another symbol. */
  ElfEdit redirect(int relocation, int symbol) {
    file.putLong(relocation + 8, (long) symbol << 32 | file.getInt(relocationType(relocation)));
    return this;
  }

  private int relocationType(int relocation) {
    return relocation + (file.order() == ByteOrder.LITTLE_ENDIAN ? 8 : 12);
  }

  /** Adds to a relocation's addend. */
  ElfEdit move(int relocation, long by) {
    file.putLong(relocation + 16, file.getLong(relocation + 16) + by);
    return this;
  }
}
