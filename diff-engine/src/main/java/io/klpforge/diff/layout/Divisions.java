package io.klpforge.diff.layout;

import io.klpforge.diff.arch.Architecture;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Relocation;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.SectionId;
import io.klpforge.diff.elf.Symbol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where nameless data surely divides: at what KASAN's table says is a variable of its own, and at
 * the jump tables of different functions.
 *
 * <p>A reference alone proves nothing. It may mean the middle of something, its end, or a place
 * before it ({@code table[i - 3]}). Where gcc has section anchors, several functions refer to one
 * place, and only their instructions hold how far from it each constant lies. So data without a
 * name stays in one piece unless this tells better: then a function is sometimes called changed
 * because of another's constant, but a copy always holds all that code can reach.
 */
final class Divisions {
  /** Entries in a row that make a jump table; a record of pointers and numbers has gaps. */
  private static final int SHORTEST_TABLE = 4;

  /**
   * Bytes of {@code struct kasan_global}, of which the first eight are where the variable begins.
   * Source: mm/kasan/kasan.h, Linux 6.1; the compilers' {@code struct __asan_global}.
   */
  private static final int GUARDED_RECORD = 64;

  private final ObjectFile object;
  private final Map<SectionId, NavigableSet<Long>> places = new HashMap<>();
  private final Map<SectionId, Set<Long>> entries = new HashMap<>();

  Divisions(ObjectFile object, Architecture architecture) {
    this.object = object;
    for (Symbol symbol : object.symbols()) {
      if (symbol.isDefined() && symbol.isFunction()) {
        entries
            .computeIfAbsent(symbol.place().section(), id -> new HashSet<>())
            .add(symbol.value());
      }
    }
    for (Section section : object.sections()) {
      if (SectionRole.of(section) == SectionRole.DATA) {
        findGuarded(section);
        if (!architecture.hasSectionAnchors()) {
          findJumpTables(section);
        }
      }
    }
  }

  /** {@return the pieces that a nameless one divides into} */
  List<Piece> divide(Piece piece) {
    NavigableSet<Long> inSection = places.get(piece.section());
    if (inSection == null || piece.symbol().isPresent() || piece.role() != SectionRole.DATA) {
      return List.of(piece);
    }
    List<Piece> pieces = new ArrayList<>();
    long start = piece.start();
    for (long next : inSection.subSet(piece.start(), false, piece.end(), false)) {
      pieces.add(part(piece, start, next));
      start = next;
    }
    pieces.add(part(piece, start, piece.end()));
    return pieces;
  }

  private static Piece part(Piece whole, long start, long end) {
    return new Piece(whole.section(), whole.role(), start, end, 0, Optional.empty());
  }

  private void divideAt(SectionId section, long place) {
    places.computeIfAbsent(section, id -> new TreeSet<>()).add(place);
  }

  /** gcc's {@code .data..LASAN0}; not {@code .data..LASANLOC1}, of source places. */
  private void findGuarded(Section section) {
    int mark = section.name().indexOf(".LASAN");
    boolean table =
        mark >= 0
            && Character.isDigit(section.name().charAt(section.name().length() - 1))
            && !section.name().startsWith(".LASANLOC", mark);
    if (table) {
      for (Relocation relocation : object.relocations(section.id())) {
        Symbol symbol = object.symbol(relocation.symbol());
        if (relocation.offset() % GUARDED_RECORD == 0 && symbol.isDefined()) {
          divideAt(symbol.place().section(), symbol.value() + relocation.addend());
        }
      }
    }
  }

  private void findJumpTables(Section section) {
    List<Relocation> sorted = new ArrayList<>(object.relocations(section.id()));
    sorted.sort(Comparator.comparingLong(Relocation::offset));
    int from = 0;
    for (int to = 1; to <= sorted.size(); to++) {
      if (to == sorted.size() || !continues(sorted, from, to)) {
        if (to - from >= SHORTEST_TABLE) {
          long step = sorted.get(from + 1).offset() - sorted.get(from).offset();
          divideAt(section.id(), sorted.get(from).offset());
          divideAt(section.id(), sorted.get(to - 1).offset() + step);
        }
        from = to;
      }
    }
  }

  /** Whether an entry goes on with the table that begins at {@code from}. */
  private boolean continues(List<Relocation> sorted, int from, int to) {
    Optional<SectionId> function = inside(sorted.get(from));
    long step = sorted.get(from + 1).offset() - sorted.get(from).offset();
    return function.isPresent()
        && function.equals(inside(sorted.get(to)))
        && sorted.get(to).offset() - sorted.get(to - 1).offset() == step
        && (step == Integer.BYTES || step == Long.BYTES);
  }

  /** The section of the only function that an entry points into, not at its start. */
  private Optional<SectionId> inside(Relocation relocation) {
    Symbol symbol = object.symbol(relocation.symbol());
    if (!symbol.isDefined()) {
      return Optional.empty();
    }
    SectionId section = symbol.place().section();
    Set<Long> starts = entries.getOrDefault(section, Set.of());
    boolean inside = starts.size() == 1 && !starts.contains(symbol.value() + relocation.addend());
    return inside ? Optional.of(section) : Optional.empty();
  }
}
