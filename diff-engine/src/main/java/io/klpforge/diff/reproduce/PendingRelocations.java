package io.klpforge.diff.reproduce;

import io.klpforge.diff.arch.Architecture;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Relocation;
import io.klpforge.diff.elf.SectionId;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.elf.SymbolId;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The relocations of a module that its loader will apply; none in a linked file. */
final class PendingRelocations {
  private final ObjectFile file;
  private final Architecture architecture;
  private final boolean module;
  private final Map<SectionId, NavigableMap<Long, Relocation>> bySection = new HashMap<>();

  PendingRelocations(ObjectFile file, Architecture architecture) {
    this.file = file;
    this.architecture = architecture;
    this.module = file.header().type() == ElfConstants.ET_REL;
  }

  boolean isModule() {
    return module;
  }

  private synchronized NavigableMap<Long, Relocation> of(SectionId section) {
    return bySection.computeIfAbsent(section, this::sorted);
  }

  private NavigableMap<Long, Relocation> sorted(SectionId section) {
    NavigableMap<Long, Relocation> sorted = new TreeMap<>();
    if (module) {
      file.relocations(section).stream()
          .filter(
              relocation -> architecture.relocations().get(relocation.type()).field().width() > 0)
          .forEach(relocation -> sorted.put(relocation.offset(), relocation));
    }
    return sorted;
  }

  /** {@return the relocation that writes at {@code offset} of a section} */
  Optional<Relocation> at(SectionId section, long offset) {
    return module ? Optional.ofNullable(of(section).get(offset)) : Optional.empty();
  }

  /** {@return where relocations write to {@code length} bytes from {@code offset} on, sorted} */
  Set<Long> in(SectionId section, long offset, long length) {
    return of(section).subMap(offset, offset + length).keySet();
  }

  /** {@return the address of a symbol of this file, made up where another file defines it} */
  long address(SymbolId id, AddressSpace space) {
    Symbol symbol = file.symbol(id);
    return switch (symbol.place().kind()) {
      case SECTION -> space.start(symbol.place().section()).orElse(0L) + symbol.value();
      case UNDEFINED, LIVEPATCH, COMMON -> AddressSpace.undefined(id.index());
      case ABSOLUTE -> symbol.value();
    };
  }
}
