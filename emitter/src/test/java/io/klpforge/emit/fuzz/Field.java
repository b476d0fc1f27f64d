package io.klpforge.emit.fuzz;

/** A number in an ELF file that damage may change. */
enum Field {
  EI_CLASS(Table.HEADER, 4, 1),
  EI_DATA(Table.HEADER, 5, 1),
  E_TYPE(Table.HEADER, 16, 2),
  E_MACHINE(Table.HEADER, 18, 2),
  E_SHOFF(Table.HEADER, 40, 8),
  E_SHENTSIZE(Table.HEADER, 58, 2),
  E_SHNUM(Table.HEADER, 60, 2),
  E_SHSTRNDX(Table.HEADER, 62, 2),
  SH_NAME(Table.SECTIONS, 0, 4),
  SH_TYPE(Table.SECTIONS, 4, 4),
  SH_FLAGS(Table.SECTIONS, 8, 8),
  SH_OFFSET(Table.SECTIONS, 24, 8),
  SH_SIZE(Table.SECTIONS, 32, 8),
  SH_LINK(Table.SECTIONS, 40, 4),
  SH_INFO(Table.SECTIONS, 44, 4),
  SH_ADDRALIGN(Table.SECTIONS, 48, 8),
  SH_ENTSIZE(Table.SECTIONS, 56, 8),
  ST_NAME(Table.SYMBOLS, 0, 4),
  ST_INFO(Table.SYMBOLS, 4, 1),
  ST_OTHER(Table.SYMBOLS, 5, 1),
  ST_SHNDX(Table.SYMBOLS, 6, 2),
  ST_VALUE(Table.SYMBOLS, 8, 8),
  ST_SIZE(Table.SYMBOLS, 16, 8),
  R_OFFSET(Table.RELOCATIONS, 0, 8),
  R_TYPE(Table.RELOCATIONS, 8, 4),
  R_SYMBOL(Table.RELOCATIONS, 12, 4),
  R_ADDEND(Table.RELOCATIONS, 16, 8),
  /** A byte of a section's contents. */
  BYTE(Table.CONTENTS, 0, 1),
  /** Four bytes of a section's contents. */
  WORD(Table.CONTENTS, 0, 4);

  /** Where a field occurs, once or many times. */
  enum Table {
    HEADER,
    SECTIONS,
    SYMBOLS,
    RELOCATIONS,
    CONTENTS
  }

  final Table table;

  /** Bytes from the start of the entry. */
  final int offset;

  /** In bytes. */
  final int width;

  Field(Table table, int offset, int width) {
    this.table = table;
    this.offset = offset;
    this.width = width;
  }
}
