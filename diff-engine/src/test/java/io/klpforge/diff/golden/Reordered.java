package io.klpforge.diff.golden;

import io.klpforge.diff.elf.ElfConstants;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** An object whose sections or symbols stand in another order. */
final class Reordered {
  private static final int NAME_TABLE = 62;
  private static final int FILE = 4;

  private final ElfEdit edit;
  private final ByteBuffer file;

  private Reordered(ElfEdit edit) {
    this.edit = edit;
    this.file = edit.file();
  }

  /** {@return it with all section headers in the opposite order} */
  static byte[] sections(byte[] object) {
    Reordered reordered = new Reordered(new ElfEdit(object));
    reordered.turnSections();
    return reordered.edit.bytes();
  }

  /**
   * {@return it with the symbols of each source file, and the global ones, in the opposite order}
   */
  static byte[] symbols(byte[] object) {
    Reordered reordered = new Reordered(new ElfEdit(object));
    for (int i = 1; i < reordered.edit.sections(); i++) {
      if (reordered.edit.type(i) == ElfConstants.SHT_SYMTAB) {
        reordered.turnSymbols(i);
      }
    }
    return reordered.edit.bytes();
  }

  private int turned(int section) {
    int count = edit.sections();
    return section == 0 || section >= count ? section : count - section;
  }

  private void turnSections() {
    for (int i = 1; i < edit.sections(); i++) {
      renumberSections(i);
    }
    file.putShort(NAME_TABLE, (short) turned(file.getShort(NAME_TABLE)));
    for (int low = 1, high = edit.sections() - 1; low < high; low++, high--) {
      swap(edit.header(low), edit.header(high), ElfConstants.SHDR_SIZE);
    }
  }

  private void renumberSections(int section) {
    int header = edit.header(section);
    file.putInt(header + 40, turned(edit.link(section)));
    if (edit.type(section) == ElfConstants.SHT_RELA) {
      file.putInt(header + 44, turned(edit.info(section)));
    }
    int start = edit.offset(section);
    int end = start + edit.size(section);
    if (edit.type(section) == ElfConstants.SHT_GROUP) {
      for (int at = start + 4; at < end; at += 4) {
        file.putInt(at, turned(file.getInt(at)));
      }
    }
    if (edit.type(section) == ElfConstants.SHT_SYMTAB) {
      for (int at = start + 6; at < end; at += ElfConstants.SYM_SIZE) {
        file.putShort(at, (short) turned(file.getShort(at) & 0xffff));
      }
    }
  }

  /** A run of symbols begins at a FILE symbol, which stays where it is, or at the first global. */
  private void turnSymbols(int table) {
    int count = edit.size(table) / ElfConstants.SYM_SIZE;
    int[] places = new int[count];
    int runStart = 1;
    for (int i = 1; i <= count; i++) {
      boolean ends = i == count || i == edit.info(table) || isFile(table, i);
      if (ends) {
        turnRun(table, places, runStart, i);
        runStart = i < count && isFile(table, i) ? i + 1 : i;
        if (i < count) {
          places[i] = i;
        }
      }
    }
    renumberSymbols(table, old -> places[old]);
  }

  private boolean isFile(int table, int symbol) {
    return (file.get(edit.offset(table) + symbol * ElfConstants.SYM_SIZE + 4) & 0xf) == FILE;
  }

  private void turnRun(int table, int[] places, int start, int end) {
    for (int i = start; i < end; i++) {
      places[i] = start + end - 1 - i;
    }
    for (int low = start, high = end - 1; low < high; low++, high--) {
      int first = edit.offset(table) + low * ElfConstants.SYM_SIZE;
      int last = edit.offset(table) + high * ElfConstants.SYM_SIZE;
      swap(first, last, ElfConstants.SYM_SIZE);
    }
  }

  private void renumberSymbols(int table, IntUnaryOperator place) {
    for (int i = 1; i < edit.sections(); i++) {
      if (edit.link(i) != table) {
        continue;
      }
      if (edit.type(i) == ElfConstants.SHT_GROUP) {
        file.putInt(edit.header(i) + 44, place.applyAsInt(edit.info(i)));
      }
      if (edit.type(i) == ElfConstants.SHT_RELA) {
        edit.entries(i)
            .forEach(
                at -> edit.redirect(at, place.applyAsInt((int) (file.getLong(at + 8) >>> 32))));
      }
    }
  }

  private void swap(int one, int other, int size) {
    byte[] bytes = edit.bytes();
    byte[] kept = Arrays.copyOfRange(bytes, one, one + size);
    System.arraycopy(bytes, other, bytes, one, size);
    System.arraycopy(kept, 0, bytes, other, size);
  }
}
