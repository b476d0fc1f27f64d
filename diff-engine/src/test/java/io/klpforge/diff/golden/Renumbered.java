package io.klpforge.diff.golden;

import io.klpforge.diff.elf.ElfConstants;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An object in which each number that the compiler dealt out, as in {@code count.3}, is another.
 */
final class Renumbered {
  private static final Pattern NUMBER = Pattern.compile("\\.([0-9]+)(?=\\.|$)");

  private final ElfEdit edit;
  private final Set<Integer> digits = new TreeSet<>();

  private Renumbered(ElfEdit edit) {
    this.edit = edit;
  }

  static byte[] of(byte[] object) {
    Renumbered renumbered = new Renumbered(new ElfEdit(object));
    for (int i = 1; i < renumbered.edit.sections(); i++) {
      if (renumbered.edit.type(i) == ElfConstants.SHT_SYMTAB) {
        renumbered.findDigits(i);
      }
    }
    renumbered.digits.forEach(renumbered::turn);
    return renumbered.edit.bytes();
  }

  /** Of names of symbols, and of the sections named after them; not of {@code .str1.1}. */
  private void findDigits(int table) {
    int strings = edit.offset(edit.link(table));
    for (int at = 0; at < edit.size(table); at += ElfConstants.SYM_SIZE) {
      int symbol = edit.offset(table) + at;
      int start = strings + edit.file().getInt(symbol);
      String name = name(start);
      if (!name.startsWith(".")) {
        addDigits(name, start);
        addSection(name, Short.toUnsignedInt(edit.file().getShort(symbol + 6)));
      }
    }
  }

  private void addSection(String symbol, int section) {
    if (section > 0 && section < edit.sections()) {
      int start = edit.offset(edit.names()) + edit.file().getInt(edit.header(section));
      String name = name(start);
      if (name.endsWith("." + symbol)) {
        addDigits(symbol, start + name.length() - symbol.length());
      }
    }
  }

  private void addDigits(String name, int start) {
    Matcher numbers = NUMBER.matcher(name);
    while (numbers.find()) {
      for (int digit = numbers.start(1); digit < numbers.end(1); digit++) {
        digits.add(start + digit);
      }
    }
  }

  private String name(int start) {
    int end = start;
    while (edit.bytes()[end] != 0) {
      end++;
    }
    return new String(edit.bytes(), start, end - start, StandardCharsets.ISO_8859_1);
  }

  /** The order of the numbers changes as well: 6 becomes 9, 7 becomes 0. */
  private void turn(int at) {
    edit.bytes()[at] = (byte) ('0' + (edit.bytes()[at] - '0' + 3) % 10);
  }
}
