package io.klpforge.emit.write;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.SymbolType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Encodes symbols and relocations ({@code Elf64_Sym}, {@code Elf64_Rela}). */
final class TableEncoder {
  private final ByteOrder order;
  private final SectionNumbers sections;
  private final SymbolOrder symbols;

  TableEncoder(ByteOrder order, SectionNumbers sections, SymbolOrder symbols) {
    this.order = order;
    this.sections = sections;
    this.symbols = symbols;
  }

  Bytes symbols(StringTable names) {
    int count = symbols.ordered().size() + 1;
    ByteBuffer out = allocate(count, ElfConstants.SYM_SIZE);
    out.position(ElfConstants.SYM_SIZE);
    for (ImageSymbol symbol : symbols.ordered()) {
      out.putInt(symbol.type() == SymbolType.SECTION ? 0 : names.add(symbol.name()));
      out.put((byte) ((symbol.binding().number() << 4) | symbol.type().number()));
      out.put((byte) symbol.other());
      out.putShort((short) plain(sectionIndex(symbol), symbol));
      out.putLong(symbol.value());
      out.putLong(symbol.size());
    }
    return Bytes.of(out, order);
  }

  /** Of each symbol the section number for which {@code st_shndx} has no room, or 0. */
  Bytes extendedIndices() {
    int count = symbols.ordered().size() + 1;
    ByteBuffer out = allocate(count, ElfConstants.SHNDX_SIZE);
    out.position(ElfConstants.SHNDX_SIZE);
    for (ImageSymbol symbol : symbols.ordered()) {
      int index = sectionIndex(symbol);
      out.putInt(isExtended(index, symbol) ? index : 0);
    }
    return Bytes.of(out, order);
  }

  private static boolean isExtended(int index, ImageSymbol symbol) {
    return symbol.isDefined() && index >= ElfConstants.SHN_LORESERVE;
  }

  private static int plain(int index, ImageSymbol symbol) {
    return isExtended(index, symbol) ? ElfConstants.SHN_XINDEX : index;
  }

  private int sectionIndex(ImageSymbol symbol) {
    return switch (symbol.place().kind()) {
      case SECTION -> sections.of(symbol.place().section().index());
      case UNDEFINED -> ElfConstants.SHN_UNDEF;
      case ABSOLUTE -> ElfConstants.SHN_ABS;
      case COMMON -> ElfConstants.SHN_COMMON;
      case LIVEPATCH -> ElfConstants.SHN_LIVEPATCH;
    };
  }

  Bytes relocations(List<ImageRelocation> entries) {
    ByteBuffer out = allocate(entries.size(), ElfConstants.RELA_SIZE);
    for (ImageRelocation entry : entries) {
      out.putLong(entry.offset());
      out.putLong(((long) symbols.numberOf(entry.symbol()) << 32) | (entry.type() & 0xffff_ffffL));
      out.putLong(entry.addend());
    }
    return Bytes.of(out, order);
  }

  private ByteBuffer allocate(int count, int size) {
    return ByteBuffer.allocate(Math.multiplyExact(count, size)).order(order);
  }
}
