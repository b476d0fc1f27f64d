package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;

/**
 * What the loader looks at before it believes anything the file says.
 *
 * <p>Source: elf_validity_check() and the beginning of setup_load_info(), kernel/module/main.c,
 * Linux 6.1; in the order they are looked at, as nothing behind a wrong value has a meaning.
 */
final class ElfValidity {
  private final Bytes file;
  private final RunningKernel kernel;
  private final StepFindings findings;

  private ElfValidity(Bytes file, RunningKernel kernel, StepFindings findings) {
    this.file = file;
    this.kernel = kernel;
    this.findings = findings;
  }

  /** {@return whether the file's tables can be read}; if not, a finding says why */
  static boolean check(Bytes file, RunningKernel kernel, StepFindings findings) {
    return new ElfValidity(file, kernel, findings).check();
  }

  private boolean check() {
    if (file.length() < ElfConstants.EHDR_SIZE || !file.slice(0, 4).text(0).equals("\u007fELF")) {
      return wrong(LoaderRule.ELF_HEADER, "", "it is not an ELF file");
    }
    RawElf elf = new RawElf(file);
    return header(elf) && table(elf) && names(elf) && sections(elf) && symbols(elf);
  }

  private boolean wrong(LoaderRule rule, String place, String message) {
    findings.add(rule, place, message);
    return false;
  }

  private boolean header(RawElf elf) {
    if (file.u8(4) != 2) {
      return wrong(LoaderRule.ELF_HEADER, "", "it is not a 64-bit file");
    }
    if (elf.type() != ElfConstants.ET_REL) {
      return wrong(LoaderRule.ELF_HEADER, "", "its type is " + elf.type() + ", not relocatable");
    }
    if (elf.machine() != kernel.machine()) {
      return wrong(
          LoaderRule.ELF_HEADER,
          "",
          "its machine is " + elf.machine() + ", the kernel's is " + kernel.machine());
    }
    return true;
  }

  private boolean table(RawElf elf) {
    if (elf.headerSize() != ElfConstants.SHDR_SIZE) {
      return wrong(
          LoaderRule.ELF_SECTIONS, "", "its section headers are of " + elf.headerSize() + " bytes");
    }
    long size = (long) elf.count() * ElfConstants.SHDR_SIZE;
    long begin = elf.sectionHeaders();
    if (begin < 0 || begin >= file.length() || size > file.length() - begin) {
      return wrong(LoaderRule.ELF_SECTIONS, "", "its section headers end behind the file");
    }
    return true;
  }

  private boolean names(RawElf elf) {
    int table = elf.nameTable();
    if (table == 0 || table >= elf.count()) {
      return wrong(
          LoaderRule.ELF_SECTION_NAMES, "", "section " + table + " should hold names, not there");
    }
    if (!elf.isInside(table)) {
      return wrong(LoaderRule.ELF_SECTIONS, "", "its section names end behind the file");
    }
    long size = elf.size(table);
    if (size == 0 || elf.data(table).u8((int) size - 1) != 0) {
      return wrong(LoaderRule.ELF_SECTION_NAMES, "", "its section names do not end with a NUL");
    }
    return true;
  }

  private boolean sections(RawElf elf) {
    if (elf.type(0) != ElfConstants.SHT_NULL || elf.size(0) != 0 || elf.address(0) != 0) {
      return wrong(LoaderRule.ELF_SECTIONS, "", "its section 0 is not empty");
    }
    boolean fine = true;
    for (int i = 1; i < elf.count(); i++) {
      fine &= section(elf, i);
    }
    return fine;
  }

  private boolean section(RawElf elf, int number) {
    int type = elf.type(number);
    if (type != ElfConstants.SHT_NULL && Long.bitCount(elf.alignment(number)) > 1) {
      String message = "its alignment is " + elf.alignment(number);
      return wrong(LoaderRule.SECTION_ALIGNMENT, "section " + number, message);
    }
    if (type == ElfConstants.SHT_NULL || type == ElfConstants.SHT_NOBITS) {
      return true;
    }
    String place = "section " + number;
    if (!elf.isInside(number)) {
      return wrong(LoaderRule.ELF_SECTIONS, place, "it ends behind the file");
    }
    if (elf.nameOffset(number) >= elf.size(elf.nameTable())) {
      return wrong(LoaderRule.ELF_SECTION_NAMES, place, "its name lies behind the names");
    }
    if (type == ElfConstants.SHT_REL) {
      return wrong(LoaderRule.RELOCATION_TYPE, place, "its relocations have no addends");
    }
    return true;
  }

  /** Before Linux 6.4 the loader takes the first and does not look for others. */
  private Consequence second() {
    return kernel.version().isAtLeast(6, 4) ? Consequence.INSMOD : Consequence.SILENT;
  }

  private boolean symbols(RawElf elf) {
    int table = 0;
    for (int i = 1; i < elf.count(); i++) {
      if (elf.type(i) == ElfConstants.SHT_SYMTAB && table != 0) {
        findings.add(
            LoaderRule.ELF_SYMBOLS, second(), "section " + i, "it is a second symbol table");
        return false;
      }
      table = elf.type(i) == ElfConstants.SHT_SYMTAB ? i : table;
    }
    if (table == 0) {
      return wrong(LoaderRule.ELF_SYMBOLS, "", "it has no symbol table");
    }
    int names = elf.link(table);
    if (names <= 0 || names >= elf.count() || !elf.isInside(names)) {
      return wrong(LoaderRule.ELF_SYMBOLS, "", "its symbol table names section " + names);
    }
    return new RawSymbols(elf, table, names, findings).check();
  }
}
