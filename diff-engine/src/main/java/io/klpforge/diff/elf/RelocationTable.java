package io.klpforge.diff.elf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The relocation sections of one file, by the section they apply to ({@code sh_info}). */
final class RelocationTable {
  private final Map<SectionId, List<Section>> tables = new HashMap<>();
  private final int symbolCount;

  /** Finds the {@code SHT_RELA} sections among {@code sections}. */
  RelocationTable(List<Section> sections, int symbolCount) {
    this.symbolCount = symbolCount;
    for (Section section : sections) {
      if (section.type() == ElfConstants.SHT_REL) {
        throw damaged(section, "holds relocations without addend (SHT_REL)");
      }
      if (section.type() == ElfConstants.SHT_RELA) {
        add(section, sections.size());
      }
    }
  }

  private void add(Section section, int sectionCount) {
    if (section.info() < 0 || section.info() >= sectionCount) {
      throw damaged(section, "applies to section " + section.info() + ", not there");
    }
    boolean otherSize = section.entrySize() != 0 && section.entrySize() != ElfConstants.RELA_SIZE;
    if (otherSize || section.data().length() % ElfConstants.RELA_SIZE != 0) {
      throw damaged(section, "ends inside an entry of 24 bytes");
    }
    SectionId target = new SectionId(section.info());
    tables.computeIfAbsent(target, id -> new ArrayList<>()).add(section);
  }

  /**
   * Requires that all name the symbols of one table, as in a relocatable file.
   *
   * @throws MalformedElfException naming the section that does not
   */
  void requireOfTable(SectionId symbolTable) {
    for (List<Section> sections : tables.values()) {
      for (Section section : sections) {
        if (section.link() != symbolTable.index()) {
          throw damaged(
              section, "names symbols of section " + section.link() + ", not the symbol table");
        }
      }
    }
  }

  List<Relocation> of(SectionId section) {
    List<Relocation> relocations = new ArrayList<>();
    for (Section table : tables.getOrDefault(section, List.of())) {
      relocations.addAll(entries(table));
    }
    return relocations;
  }

  List<Relocation> entries(Section section) {
    Bytes table = section.data();
    List<Relocation> relocations = new ArrayList<>(table.length() / ElfConstants.RELA_SIZE);
    for (int at = 0; at < table.length(); at += ElfConstants.RELA_SIZE) {
      relocations.add(decode(section, table, at));
    }
    return relocations;
  }

  private Relocation decode(Section section, Bytes table, int at) {
    long info = table.s64(at + 8);
    long symbol = info >>> 32;
    if (symbol >= symbolCount) {
      int entry = at / ElfConstants.RELA_SIZE;
      throw damaged(section, "names in entry " + entry + " symbol " + symbol + ", not there");
    }
    return new Relocation(
        table.s64(at), (int) info, new SymbolId((int) symbol), table.s64(at + 16));
  }

  private static MalformedElfException damaged(Section section, String what) {
    return new MalformedElfException("section " + section.name() + " " + what);
  }
}
