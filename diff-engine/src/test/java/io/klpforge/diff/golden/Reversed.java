package io.klpforge.diff.golden;

import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.ObjectFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A little-endian object whose section headers stand in the opposite order. */
final class Reversed {
  private static final int SECTION_HEADERS = 40;
  private static final int NAME_TABLE = 62;

  private final ByteBuffer file;
  private final int headers;
  private final int count;

  private Reversed(byte[] bytes) {
    this.file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.headers = (int) file.getLong(SECTION_HEADERS);
    this.count = file.getShort(60);
  }

  static ObjectFile of(byte[] object) {
    byte[] copy = object.clone();
    new Reversed(copy).reverse();
    return ElfReader.read(copy);
  }

  private void reverse() {
    for (int i = 1; i < count; i++) {
      renumber(headers + i * ElfConstants.SHDR_SIZE);
    }
    file.putShort(NAME_TABLE, (short) turned(file.getShort(NAME_TABLE)));
    for (int low = 1, high = count - 1; low < high; low++, high--) {
      swap(headers + low * ElfConstants.SHDR_SIZE, headers + high * ElfConstants.SHDR_SIZE);
    }
  }

  private int turned(int index) {
    return index == 0 || index >= count ? index : count - index;
  }

  private void renumber(int header) {
    int type = file.getInt(header + 4);
    int offset = (int) file.getLong(header + 24);
    int size = (int) file.getLong(header + 32);
    file.putInt(header + 40, turned(file.getInt(header + 40)));
    if (type == ElfConstants.SHT_RELA) {
      file.putInt(header + 44, turned(file.getInt(header + 44)));
    }
    if (type == ElfConstants.SHT_GROUP) {
      for (int at = offset + 4; at < offset + size; at += 4) {
        file.putInt(at, turned(file.getInt(at)));
      }
    }
    if (type == ElfConstants.SHT_SYMTAB) {
      for (int at = offset + 6; at < offset + size; at += ElfConstants.SYM_SIZE) {
        file.putShort(at, (short) turned(file.getShort(at) & 0xffff));
      }
    }
  }

  private void swap(int one, int other) {
    for (int i = 0; i < ElfConstants.SHDR_SIZE; i += 8) {
      long value = file.getLong(one + i);
      file.putLong(one + i, file.getLong(other + i));
      file.putLong(other + i, value);
    }
  }
}
