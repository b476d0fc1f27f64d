package io.klpforge.diff.reproduce;

import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.SectionId;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.elf.SymbolPlace;
import io.klpforge.diff.elf.SymbolType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Gives the symbols of a file, or of its debug file, their addresses in the file's memory. */
final class SymbolPlacement {
  private final ObjectFile file;
  private final AddressSpace space;
  private final boolean linked;

  SymbolPlacement(ObjectFile file, AddressSpace space) {
    this.file = file;
    this.space = space;
    this.linked = file.header().type() != ElfConstants.ET_REL;
  }

  /** {@return the symbols of {@code withFiles}, and the undefined ones of the file itself} */
  List<ShippedSymbol> of(ObjectFile withFiles) {
    Map<SectionId, SectionId> sections = sameSections(withFiles);
    List<ShippedSymbol> placed = new ArrayList<>();
    int block = 0;
    String source = "";
    for (Symbol symbol : withFiles.symbols()) {
      if (symbol.type() == SymbolType.FILE) {
        block++;
        source = symbol.name();
      } else if (symbol.id().index() != 0 && symbol.type() != SymbolType.SECTION) {
        OptionalLong address = address(symbol, sections);
        int own = symbol.isLocal() ? Math.max(1, block) : 0;
        String file = symbol.isLocal() ? source : "";
        address.ifPresent(at -> placed.add(new ShippedSymbol(symbol, at, own, file)));
      }
    }
    if (!linked) {
      addUndefined(placed);
    }
    return placed;
  }

  private void addUndefined(List<ShippedSymbol> placed) {
    for (Symbol symbol : file.symbols()) {
      if (symbol.isUndefined()) {
        long address = AddressSpace.undefined(symbol.id().index());
        placed.add(new ShippedSymbol(symbol, address, 0, ""));
      }
    }
  }

  private OptionalLong address(Symbol symbol, Map<SectionId, SectionId> sections) {
    if (symbol.place().kind() == SymbolPlace.Kind.ABSOLUTE) {
      return OptionalLong.of(symbol.value());
    }
    if (!symbol.isDefined()) {
      return OptionalLong.empty();
    }
    if (linked) {
      return OptionalLong.of(symbol.value());
    }
    SectionId section = sections.get(symbol.place().section());
    return section == null
        ? OptionalLong.empty()
        : space
            .start(section)
            .map(start -> OptionalLong.of(start + symbol.value()))
            .orElse(OptionalLong.empty());
  }

  /** A debug file has the sections of the file it is for, by the same names and in their order. */
  private Map<SectionId, SectionId> sameSections(ObjectFile withFiles) {
    Map<String, List<SectionId>> own = new HashMap<>();
    for (Section section : file.sections()) {
      own.computeIfAbsent(section.name(), name -> new ArrayList<>()).add(section.id());
    }
    Map<String, Integer> seen = new HashMap<>();
    Map<SectionId, SectionId> same = new HashMap<>();
    for (Section section : withFiles.sections()) {
      int number = seen.merge(section.name(), 1, Integer::sum) - 1;
      List<SectionId> named = own.getOrDefault(section.name(), List.of());
      if (number < named.size()) {
        same.put(section.id(), named.get(number));
      }
    }
    return same;
  }
}
