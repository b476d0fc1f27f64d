package io.klpforge.diff.elf;

import java.util.ArrayList;
import java.util.List;

/** Decodes an {@code SHT_SYMTAB} section with its name table and its extended indices. */
record SymbolTable(Bytes entries, Bytes names, Bytes extended, List<Section> sections) {

  List<Symbol> decode() {
    if (entries.length() % ElfConstants.SYM_SIZE != 0) {
      throw new MalformedElfException("the symbol table ends inside an entry");
    }
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
        name(entries.s32(at), type, place),
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
            ? SymbolPlace.in(new SectionId(extended.s32(4 * index)))
            : SymbolPlace.of(shndx);
    if (place.section().index() >= sections.size() || place.section().index() < 0) {
      throw new MalformedElfException("symbol " + index + " lies in a section that is not there");
    }
    return place;
  }

  private String name(int offset, SymbolType type, SymbolPlace place) {
    if (type == SymbolType.SECTION && offset == 0) {
      return sections.get(place.section().index()).name();
    }
    return names.text(offset);
  }
}
