package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;

/**
 * The symbol table of a file that may be damaged, and what refers to it.
 *
 * <p>Source: simplify_symbols(), kernel/module/main.c, Linux 6.1, for section numbers; that names
 * and the symbols of relocations are there, the loader takes for granted.
 *
 * @param table number of the symbol table
 * @param nameTable number of the section with the symbols' names
 */
record RawSymbols(RawElf elf, int table, int nameTable, StepFindings findings) {

  boolean check() {
    Bytes names = elf.data(nameTable);
    boolean fine = names.length() > 0 && names.u8(names.length() - 1) == 0;
    if (!fine) {
      findings.add(LoaderRule.ELF_SYMBOLS, "", "its symbol names do not end with a NUL");
    }
    Bytes symbols = elf.data(table);
    int count = symbols.length() / ElfConstants.SYM_SIZE;
    for (int i = 1; i < count; i++) {
      fine &= symbol(symbols, i, names.length());
    }
    for (int i = 1; i < elf.count(); i++) {
      if (elf.type(i) == ElfConstants.SHT_RELA) {
        link(i);
        fine &= relocations(i, count);
      }
    }
    return fine;
  }

  private boolean symbol(Bytes symbols, int number, int nameBytes) {
    int at = number * ElfConstants.SYM_SIZE;
    int section = symbols.u16(at + 6);
    if (symbols.u32(at) >= nameBytes) {
      findings.add(LoaderRule.ELF_SYMBOLS, "symbol " + number, "its name lies behind the names");
      return false;
    }
    if (section >= elf.count() && !isSpecial(section)) {
      findings.add(
          LoaderRule.SYMBOL_SECTION,
          "symbol " + number,
          String.format("it lies in section 0x%x, not there", section));
      return false;
    }
    return true;
  }

  private static boolean isSpecial(int section) {
    return section == ElfConstants.SHN_ABS
        || section == ElfConstants.SHN_COMMON
        || section == ElfConstants.SHN_LIVEPATCH;
  }

  private void link(int section) {
    if (elf.link(section) != table) {
      findings.add(
          LoaderRule.RELOCATION_LINK,
          "section " + section,
          "sh_link is " + elf.link(section) + ", the symbol table " + table);
    }
  }

  private boolean relocations(int section, int symbolCount) {
    Bytes entries = elf.data(section);
    for (int at = 0; at + ElfConstants.RELA_SIZE <= entries.length(); at += 24) {
      long symbol = entries.s64(at + 8) >>> 32;
      if (symbol >= symbolCount) {
        findings.add(
            LoaderRule.ELF_RELOCATIONS,
            "section " + section,
            "a relocation names symbol " + symbol + ", not there");
        return false;
      }
    }
    if (entries.length() % ElfConstants.RELA_SIZE != 0) {
      findings.add(LoaderRule.ELF_RELOCATIONS, "section " + section, "it ends inside an entry");
      return false;
    }
    return true;
  }
}
