package io.klpforge.diff.elf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The relocation sections of one file, by the section they apply to ({@code sh_info}). */
final class RelocationTable {
  private final Map<SectionId, List<Bytes>> tables = new HashMap<>();
  private final int symbolCount;

  /** Finds the {@code SHT_RELA} sections among {@code sections}. */
  RelocationTable(List<Section> sections, int symbolCount) {
    this.symbolCount = symbolCount;
    for (Section section : sections) {
      if (section.type() == ElfConstants.SHT_REL) {
        throw new MalformedElfException(
            "section " + section.name() + " holds relocations without addend (SHT_REL)");
      }
      if (section.type() == ElfConstants.SHT_RELA) {
        add(section, sections.size());
      }
    }
  }

  private void add(Section section, int sectionCount) {
    if (section.info() < 0 || section.info() >= sectionCount) {
      throw new MalformedElfException(
          "section " + section.name() + " applies to section " + section.info() + ", not there");
    }
    if (section.data().length() % ElfConstants.RELA_SIZE != 0) {
      throw new MalformedElfException("section " + section.name() + " ends inside an entry");
    }
    SectionId target = new SectionId(section.info());
    tables.computeIfAbsent(target, id -> new ArrayList<>()).add(section.data());
  }

  List<Relocation> of(SectionId section) {
    List<Relocation> relocations = new ArrayList<>();
    for (Bytes table : tables.getOrDefault(section, List.of())) {
      relocations.addAll(entries(table));
    }
    return relocations;
  }

  List<Relocation> entries(Bytes table) {
    List<Relocation> relocations = new ArrayList<>();
    for (int at = 0; at < table.length(); at += ElfConstants.RELA_SIZE) {
      relocations.add(decode(table, at));
    }
    return relocations;
  }

  private Relocation decode(Bytes table, int at) {
    long info = table.s64(at + 8);
    int symbol = (int) (info >>> 32);
    if (symbol < 0 || symbol >= symbolCount) {
      throw new MalformedElfException("a relocation names symbol " + symbol + ", not there");
    }
    return new Relocation(table.s64(at), (int) info, new SymbolId(symbol), table.s64(at + 16));
  }
}
