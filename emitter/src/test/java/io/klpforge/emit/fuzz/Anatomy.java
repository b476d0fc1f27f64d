package io.klpforge.emit.fuzz;

import io.klpforge.diff.elf.ElfConstants;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Where the entries of an undamaged object's tables begin in the file. */
final class Anatomy {
  private static final int NOWHERE = -1_000_000;

  private final List<Integer> sections = new ArrayList<>();
  private final List<Integer> symbols = new ArrayList<>();
  private final List<Integer> relocations = new ArrayList<>();
  private final List<Integer> starts = new ArrayList<>();
  private final List<Integer> lengths = new ArrayList<>();

  Anatomy(byte[] object) {
    ByteBuffer file = ByteBuffer.wrap(object).order(order(object));
    int headers = (int) file.getLong(40);
    for (int i = 0; i < file.getShort(60); i++) {
      section(file, headers + i * ElfConstants.SHDR_SIZE);
    }
  }

  static ByteOrder order(byte[] object) {
    return object[5] == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  private void section(ByteBuffer file, int header) {
    sections.add(header);
    int start = (int) file.getLong(header + 24);
    int length = (int) file.getLong(header + 32);
    switch (file.getInt(header + 4)) {
      case ElfConstants.SHT_SYMTAB -> entries(symbols, start, length);
      case ElfConstants.SHT_RELA -> entries(relocations, start, length);
      case ElfConstants.SHT_NOBITS, ElfConstants.SHT_NULL -> {}
      default -> {
        if (length > 0) {
          starts.add(start);
          lengths.add(length);
        }
      }
    }
  }

  /** Symbols and relocations both take 24 bytes. */
  private static void entries(List<Integer> entries, int start, int length) {
    for (int at = start; at < start + length; at += ElfConstants.SYM_SIZE) {
      entries.add(at);
    }
  }

  /** {@return where an entry begins}, far outside the file if the table is empty */
  int entry(Field.Table table, int entry) {
    return switch (table) {
      case HEADER -> 0;
      case SECTIONS -> pick(sections, entry);
      case SYMBOLS -> pick(symbols, entry);
      case RELOCATIONS -> pick(relocations, entry);
      case CONTENTS -> contents(entry);
    };
  }

  private static int pick(List<Integer> entries, int entry) {
    return entries.isEmpty() ? NOWHERE : entries.get(entry % entries.size());
  }

  /** Each section is as likely as any other, however long. */
  private int contents(int entry) {
    int section = entry % starts.size();
    return starts.get(section) + entry / starts.size() % lengths.get(section);
  }
}
