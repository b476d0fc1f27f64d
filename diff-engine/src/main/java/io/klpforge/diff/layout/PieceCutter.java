package io.klpforge.diff.layout;

import io.klpforge.diff.arch.Architecture;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Relocation;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.SectionId;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.elf.SymbolType;
import io.klpforge.diff.special.SpecialSection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Cuts the sections of an object into pieces. An empty variable (a lock's key without lockdep) is
 * an empty piece.
 *
 * <p>Code and data are cut where functions and variables begin and end; a prefix symbol ({@code
 * __pfx_}, {@code __cfi_}) belongs to the function behind it. Auxiliary code is cut where tables
 * refer to it and {@link Detours} divide, constants that the linker may merge at their entry size.
 * In code a symbol without a type names what lies between functions, as assembly has it; labels
 * that compilers and assemblers make for themselves name nothing. Other gaps in code are padding,
 * of which a part may be {@link Piece#room}; gaps in data are pieces without a name.
 */
final class PieceCutter {
  private static final Comparator<Symbol> MOST_PUBLIC_FIRST =
      Comparator.comparing((Symbol symbol) -> symbol.type() == SymbolType.NOTYPE ? 1 : 0)
          .thenComparing(symbol -> symbol.binding().number() == 1 ? 0 : 1)
          .thenComparing(symbol -> symbol.isLocal() ? 1 : 0)
          .thenComparing(symbol -> -symbol.size())
          .thenComparing(symbol -> symbol.id().index());

  /** Bytes of one; 0 where the section does not say, which means 1. */
  private static final Set<Long> CHARACTER_SIZES = Set.of(0L, 1L, 2L, 4L);

  private static final int TOC_ENTRY = 8;

  /** A cache line; each copied record is padded to it. */
  private static final int LARGEST_RECORD_ALIGNMENT = 64;

  private final ObjectFile object;
  private final Architecture architecture;
  private final FunctionHeads heads;
  private final Map<SectionId, List<Symbol>> named = new HashMap<>();
  private final Map<SectionId, NavigableSet<Long>> auxiliary = new HashMap<>();

  PieceCutter(ObjectFile object, Architecture architecture, FunctionHeads heads) {
    this.object = object;
    this.architecture = architecture;
    this.heads = heads;
    for (Symbol symbol : object.symbols()) {
      if (symbol.isDefined() && names(symbol)) {
        named.computeIfAbsent(symbol.place().section(), id -> new ArrayList<>()).add(symbol);
      }
    }
    findAuxiliaryStarts();
  }

  private boolean names(Symbol symbol) {
    return symbol.isFunction() || symbol.isObject() || namesAssembly(symbol);
  }

  /** A label at a section's end names nothing that could change. */
  private boolean namesAssembly(Symbol symbol) {
    if (symbol.type() != SymbolType.NOTYPE) {
      return false;
    }
    Section section = object.section(symbol.place().section());
    String name = symbol.name();
    boolean madeByTool =
        name.isEmpty() || name.startsWith(".L") || architecture.isMappingSymbol(name);
    return section.isCode() && !madeByTool && symbol.value() < section.size();
  }

  /** A table's reference to auxiliary code is not relative to an instruction, so it is exact. */
  private void findAuxiliaryStarts() {
    for (Section section : object.sections()) {
      if (SectionRole.of(section) == SectionRole.AUXILIARY_CODE) {
        auxiliary.computeIfAbsent(section.id(), id -> new TreeSet<>()).add(0L);
      }
    }
    for (Section section : object.sections()) {
      if (SectionRole.of(section) == SectionRole.TABLE) {
        SpecialSection.of(section.name()).ifPresent(table -> findAuxiliaryStarts(section, table));
      }
    }
    Detours detours = new Detours(object, architecture);
    detours
        .section()
        .filter(section -> auxiliary.containsKey(section.id()))
        .ifPresent(section -> auxiliary.get(section.id()).addAll(detours.starts()));
  }

  /** Replacements of alternatives may also lie behind the function (arm64: .subsection). */
  private void findAuxiliaryStarts(Section section, SpecialSection table) {
    for (Relocation relocation : object.relocations(section.id())) {
      Symbol symbol = object.symbol(relocation.symbol());
      if (symbol.isDefined()) {
        Section code = object.section(symbol.place().section());
        SectionRole role = SectionRole.of(code);
        boolean replacement = role == SectionRole.CODE && table == SpecialSection.ALTINSTRUCTIONS;
        if (replacement || role == SectionRole.AUXILIARY_CODE) {
          long bias = table.bias(relocation.offset());
          long start = symbol.value() + relocation.addend() - bias;
          requireInside(code, section, start);
          auxiliary.computeIfAbsent(code.id(), id -> new TreeSet<>()).add(start);
        }
      }
    }
  }

  private static void requireInside(Section code, Section table, long start) {
    if (start < 0 || start > code.size()) {
      throw new MalformedElfException(
          String.format(
              "section %s refers to %s+0x%x, outside it", table.name(), code.name(), start));
    }
  }

  Map<SectionId, NavigableMap<Long, Piece>> cut() {
    Map<SectionId, NavigableMap<Long, Piece>> pieces = new HashMap<>();
    Divisions divisions = new Divisions(object, architecture);
    for (Section section : object.sections()) {
      SectionRole role = SectionRole.of(section);
      if (role != SectionRole.IGNORED) {
        NavigableMap<Long, Piece> cut = new TreeMap<>();
        for (Piece whole : cut(section, role)) {
          divisions.divide(whole).forEach(piece -> cut.put(piece.start(), piece));
        }
        pieces.put(section.id(), cut);
      }
    }
    return pieces;
  }

  private List<Piece> cut(Section section, SectionRole role) {
    return switch (role) {
      case CODE, DATA, EXPORTS, CALLBACKS, MARKS -> cutBySymbols(section, role);
      case AUXILIARY_CODE -> cutAt(section, role, auxiliary.get(section.id()));
      case TOC -> toc(section, role);
      case STRINGS, TABLE -> List.of(whole(section, role));
      case IGNORED -> List.of();
    };
  }

  private static List<Piece> toc(Section section, SectionRole role) {
    if (section.data().length() != section.size()) {
      throw new MalformedElfException(
          "section " + section.name() + " is for addresses, but has no bytes in the file");
    }
    return cutEvery(section, role, TOC_ENTRY);
  }

  private static Piece whole(Section section, SectionRole role) {
    if (section.data().length() != section.size()) {
      throw new MalformedElfException(
          "section " + section.name() + " is for texts or records, but has no bytes in the file");
    }
    if (role == SectionRole.TABLE && section.alignment() > LARGEST_RECORD_ALIGNMENT) {
      throw new MalformedElfException(
          "the records of section "
              + section.name()
              + " are aligned by "
              + section.alignment()
              + " bytes, more than any record needs");
    }
    if (role == SectionRole.STRINGS && !CHARACTER_SIZES.contains(section.entrySize())) {
      throw new MalformedElfException(
          "section "
              + section.name()
              + " holds texts with characters of "
              + section.entrySize()
              + " bytes, not 1, 2 or 4");
    }
    return piece(section, role, 0, section.size(), Optional.empty());
  }

  private static List<Piece> cutAt(Section section, SectionRole role, NavigableSet<Long> starts) {
    if (section.size() == 0) {
      return List.of(piece(section, role, 0, 0, Optional.empty()));
    }
    List<Piece> pieces = new ArrayList<>();
    for (Long start : starts.headSet(section.size())) {
      Long next = starts.higher(start);
      long end = next == null ? section.size() : Math.min(next, section.size());
      pieces.add(piece(section, role, start, end, Optional.empty()));
    }
    return pieces;
  }

  private List<Piece> cutBySymbols(Section section, SectionRole role) {
    List<Symbol> symbols = new ArrayList<>(named.getOrDefault(section.id(), List.of()));
    symbols.removeIf(FunctionHeads::isPrefix);
    symbols.forEach(symbol -> requireInside(section, symbol));
    if (symbols.isEmpty()) {
      return section.isCode() && section.size() == 0 ? List.of() : cutConstants(section, role);
    }
    symbols.sort(Comparator.comparing(Symbol::value).thenComparing(MOST_PUBLIC_FIRST));
    List<Piece> pieces = new ArrayList<>();
    long at = 0;
    for (int i = 0; i < symbols.size(); i++) {
      Symbol symbol = symbols.get(i);
      if (isInside(symbols, i, at)) {
        continue;
      }
      long start = heads.start(section, symbol, at);
      pieces.addAll(gap(section, role, at, start));
      long room = room(section, role, at, start);
      at = end(section, symbols, i);
      pieces.add(new Piece(section.id(), role, start, at, room, Optional.of(symbol)));
    }
    pieces.addAll(gap(section, role, at, section.size()));
    return pieces;
  }

  private static void requireInside(Section section, Symbol symbol) {
    boolean inside =
        symbol.value() >= 0
            && symbol.size() >= 0
            && symbol.value() <= section.size() - symbol.size();
    if (!inside) {
      throw new MalformedElfException(
          "symbol " + symbol.name() + " reaches outside its section " + section.name());
    }
  }

  /** Whether the symbol lies in the piece before, or is another name for it. */
  private static boolean isInside(List<Symbol> symbols, int index, long end) {
    long value = symbols.get(index).value();
    boolean alias = index > 0 && value == symbols.get(index - 1).value();
    return alias || value < end;
  }

  /** The symbol's own size; where assembly gave none, up to the next symbol. */
  private static long end(Section section, List<Symbol> symbols, int index) {
    Symbol symbol = symbols.get(index);
    if (symbol.size() > 0) {
      return Math.min(symbol.end(), section.size());
    }
    for (Symbol next : symbols.subList(index + 1, symbols.size())) {
      if (next.value() > symbol.value()) {
        return next.value();
      }
    }
    return section.size();
  }

  private long room(Section section, SectionRole role, long from, long start) {
    boolean code = role == SectionRole.CODE && section.data().length() == section.size();
    return code ? heads.room(section, from, start) : 0;
  }

  private List<Piece> gap(Section section, SectionRole role, long start, long end) {
    if (start >= end) {
      return List.of();
    }
    return role == SectionRole.CODE
        ? auxiliary(section, start, end)
        : List.of(piece(section, role, start, end, Optional.empty()));
  }

  /** What tables refer to between or behind functions; all else there is padding. */
  private List<Piece> auxiliary(Section section, long from, long to) {
    NavigableSet<Long> starts =
        auxiliary.getOrDefault(section.id(), new TreeSet<>()).subSet(from, true, to, false);
    List<Piece> pieces = new ArrayList<>();
    for (Long start : starts) {
      Long next = starts.higher(start);
      SectionRole role = SectionRole.AUXILIARY_CODE;
      pieces.add(piece(section, role, start, next == null ? to : next, Optional.empty()));
    }
    return pieces;
  }

  private static List<Piece> cutConstants(Section section, SectionRole role) {
    long size = section.entrySize();
    boolean mergeable = (section.flags() & ElfConstants.SHF_MERGE) != 0 && size > 0;
    return mergeable && section.data().length() > 0
        ? cutEvery(section, role, size)
        : List.of(piece(section, role, 0, section.size(), Optional.empty()));
  }

  private static List<Piece> cutEvery(Section section, SectionRole role, long size) {
    List<Piece> pieces = new ArrayList<>();
    for (long at = 0; at < section.size(); at += size) {
      long end = Math.min(at + size, section.size());
      pieces.add(piece(section, role, at, end, Optional.empty()));
    }
    return pieces;
  }

  private static Piece piece(
      Section section, SectionRole role, long start, long end, Optional<Symbol> symbol) {
    return new Piece(section.id(), role, start, end, 0, symbol);
  }
}
