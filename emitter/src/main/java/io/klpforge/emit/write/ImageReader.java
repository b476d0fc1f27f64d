package io.klpforge.emit.write;

import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Relocation;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.SectionId;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.elf.SymbolPlace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Turns a file that was read into an image, leaving out what the writer makes itself. */
final class ImageReader {
  private final ObjectFile file;
  private final List<Section> kept = new ArrayList<>();
  private final Map<SectionId, Integer> places = new HashMap<>();
  private final Map<SectionId, List<RelocationList>> tables = new HashMap<>();

  ImageReader(ObjectFile file) {
    this.file = file;
  }

  ElfImage read() {
    file.sections().forEach(this::sort);
    List<ImageSection> sections = kept.stream().map(this::section).toList();
    List<ImageSymbol> symbols = file.symbols().stream().skip(1).map(this::symbol).toList();
    return new ElfImage(file.header(), sections, symbols);
  }

  private void sort(Section section) {
    switch (section.type()) {
      case ElfConstants.SHT_NULL, ElfConstants.SHT_SYMTAB, ElfConstants.SHT_SYMTAB_SHNDX -> {}
      case ElfConstants.SHT_RELA ->
          tables
              .computeIfAbsent(new SectionId(section.info()), id -> new ArrayList<>())
              .add(table(section));
      case ElfConstants.SHT_GROUP ->
          throw new UnwritableElfException(
              "section " + section.name() + " is a group; only linked modules can be rewritten");
      default -> keep(section);
    }
  }

  private void keep(Section section) {
    if (section.type() != ElfConstants.SHT_STRTAB) {
      places.put(section.id(), kept.size());
      kept.add(section);
    }
  }

  private RelocationList table(Section section) {
    List<ImageRelocation> entries =
        file.entries(section.id()).stream().map(ImageReader::relocation).toList();
    return new RelocationList(section.name(), section.flags(), entries);
  }

  private static ImageRelocation relocation(Relocation entry) {
    return new ImageRelocation(
        entry.offset(), entry.type(), entry.symbol().index() - 1, entry.addend());
  }

  private ImageSection section(Section section) {
    boolean linked = (section.flags() & ElfConstants.SHF_LINK_ORDER) != 0 && section.link() != 0;
    return new ImageSection(
        section.name(),
        section.type(),
        section.flags(),
        section.alignment(),
        section.entrySize(),
        section.size(),
        section.data(),
        linked ? OptionalInt.of(place(new SectionId(section.link()))) : OptionalInt.empty(),
        tables.getOrDefault(section.id(), List.of()));
  }

  private ImageSymbol symbol(Symbol symbol) {
    SymbolPlace place =
        symbol.isDefined()
            ? SymbolPlace.in(new SectionId(place(symbol.place().section())))
            : symbol.place();
    return new ImageSymbol(
        symbol.name(),
        symbol.type(),
        symbol.binding(),
        symbol.other(),
        place,
        symbol.value(),
        symbol.size());
  }

  private int place(SectionId id) {
    Integer place = places.get(id);
    if (place == null) {
      throw new UnwritableElfException(
          "something refers to section " + id.index() + ", which is a table of the file itself");
    }
    return place;
  }
}
