package io.klpforge.diff.elf;

import java.util.List;
import java.util.Optional;

/** One file being read, the header already known. */
final class ObjectParser {
  private final FileHeader header;
  private final Bytes file;

  ObjectParser(FileHeader header, Bytes file) {
    this.header = header;
    this.file = file;
  }

  ObjectFile parse() {
    SectionHeaders headers = new SectionHeaders(header, file);
    List<Section> sections = headers.decode();
    boolean relocatable = header.kind().type() == ElfConstants.ET_REL;
    if (relocatable) {
      headers.requireApart(sections);
    }
    Optional<Section> symbolTable = symbolTable(sections);
    List<Symbol> symbols =
        symbolTable.map(table -> SymbolTable.of(table, sections).decode()).orElse(List.of());
    RelocationTable relocations = new RelocationTable(sections, symbols.size());
    if (relocatable) {
      symbolTable.ifPresent(table -> relocations.requireOfTable(table.id()));
    }
    return new ObjectFile(header.kind(), sections, symbols, relocations);
  }

  private static Optional<Section> symbolTable(List<Section> sections) {
    List<Section> tables =
        sections.stream().filter(section -> section.type() == ElfConstants.SHT_SYMTAB).toList();
    if (tables.size() > 1) {
      throw new MalformedElfException(
          "sections "
              + tables.get(0).name()
              + " and "
              + tables.get(1).name()
              + " are both symbol tables; a file may have one");
    }
    return tables.stream().findFirst();
  }
}
