package io.klpforge.diff.elf;

import java.util.ArrayList;
import java.util.List;

/**
 * Decodes an {@code SHT_SYMTAB} section.
 *
 * @param entries {@code Elf64_Sym}, one behind the other
 * @param names their names
 * @param extended of each symbol the section index for which {@code st_shndx} has no room ({@code
 *     SHT_SYMTAB_SHNDX}); empty if the file has no such table
 * @param sections all sections of the file
 */
record SymbolTable(Bytes entries, NameTable names, Bytes extended, List<Section> sections) {

  /**
   * {@return the table in {@code section}, with the tables that belong to it}
   *
   * @throws MalformedElfException if one of these is damaged or not there
   */
  static SymbolTable of(Section section, List<Section> sections) {
    int length = section.data().length();
    boolean otherSize = section.entrySize() != 0 && section.entrySize() != ElfConstants.SYM_SIZE;
    if (otherSize || length % ElfConstants.SYM_SIZE != 0) {
      throw new MalformedElfException(
          "the symbol table is no row of 24-byte entries: "
              + length
              + " bytes, entries of "
              + section.entrySize());
    }
    return new SymbolTable(
        section.data(), names(section, sections), extended(section, sections), sections);
  }

  private static NameTable names(Section table, List<Section> sections) {
    int link = table.link();
    if (link <= 0
        || link >= sections.size()
        || sections.get(link).type() != ElfConstants.SHT_STRTAB) {
      throw new MalformedElfException(
          "the symbols' names are in section " + link + ", which is no string table");
    }
    return new NameTable(sections.get(link).data(), "the symbol names");
  }

  private static Bytes extended(Section table, List<Section> sections) {
    return sections.stream()
        .filter(section -> section.type() == ElfConstants.SHT_SYMTAB_SHNDX)
        .filter(section -> section.link() == table.id().index())
        .findFirst()
        .map(Section::data)
        .orElse(Bytes.EMPTY);
  }

  List<Symbol> decode() {
    int count = entries.length() / ElfConstants.SYM_SIZE;
    List<Symbol> symbols = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      symbols.add(decode(i));
    }
    return symbols;
  }

  private Symbol decode(int index) {
    int at = index * ElfConstants.SYM_SIZE;
    int info = entries.u8(at + 4);
    SymbolType type = SymbolType.of(info & 0xf);
    SymbolPlace place = place(index, entries.u16(at + 6));
    return new Symbol(
        new SymbolId(index),
        name(index, entries.s32(at), type, place),
        type,
        SymbolBinding.of(info >>> 4),
        entries.u8(at + 5),
        place,
        entries.s64(at + 8),
        entries.s64(at + 16));
  }

  private SymbolPlace place(int index, int shndx) {
    SymbolPlace place =
        shndx == ElfConstants.SHN_XINDEX
            ? SymbolPlace.in(new SectionId(extended(index)))
            : SymbolPlace.of(shndx);
    int section = place.section().index();
    if (place.kind() == SymbolPlace.Kind.SECTION && (section < 0 || section >= sections.size())) {
      throw new MalformedElfException(
          "symbol " + index + " lies in section " + section + ", which is not there");
    }
    return place;
  }

  private int extended(int index) {
    int at = index * ElfConstants.SHNDX_SIZE;
    if (at > extended.length() - ElfConstants.SHNDX_SIZE) {
      throw new MalformedElfException(
          "symbol "
              + index
              + " has its section in a table of extended indices, which has no entry"
              + " for it");
    }
    return extended.s32(at);
  }

  private String name(int index, int offset, SymbolType type, SymbolPlace place) {
    boolean named = type != SymbolType.SECTION || offset != 0;
    if (named || place.kind() != SymbolPlace.Kind.SECTION) {
      return names.at(offset, "symbol", index);
    }
    return sections.get(place.section().index()).name();
  }
}
