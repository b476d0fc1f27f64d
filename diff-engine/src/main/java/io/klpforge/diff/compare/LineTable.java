package io.klpforge.diff.compare;

import io.klpforge.diff.dwarf.LineProgram;
import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.CompressedSection;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Relocation;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.SectionId;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.layout.Piece;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which source line each instruction of an object comes from, as its debug information says.
 *
 * <p>Only the lines are kept: which file they are of does not matter to the question how far they
 * moved.
 */
final class LineTable {
  private final Map<SectionId, NavigableMap<Long, List<Integer>>> lines = new HashMap<>();

  private LineTable() {}

  /**
   * {@return the table of an object; empty without {@code .debug_line}, and where that is damaged
   * or of a kind we do not know}: lines only ever excuse a difference, so that to know none is safe
   */
  static LineTable of(ObjectFile object) {
    Optional<Section> section = object.section(".debug_line");
    try {
      LineTable table = new LineTable();
      section.ifPresent(lines -> table.read(object, lines));
      return table;
    } catch (MalformedElfException e) {
      return new LineTable();
    }
  }

  private void read(ObjectFile object, Section section) {
    Map<Long, Relocation> relocations = new HashMap<>();
    for (Relocation relocation : object.relocations(section.id())) {
      relocations.put(relocation.offset(), relocation);
    }
    Bytes data = CompressedSection.contents(section);
    try {
      int from = 0;
      while (from < data.length()) {
        LineProgram program = new LineProgram(data, from);
        program.run((at, offset, file, line) -> add(object, relocations, at, offset, line));
        from = program.end();
      }
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      throw new MalformedElfException(".debug_line is damaged: " + e.getMessage(), e);
    }
  }

  /** A row, {@code offset} bytes behind the address that belongs at {@code operand}. */
  private void add(
      ObjectFile object, Map<Long, Relocation> relocations, int operand, long offset, int line) {
    Relocation start = relocations.get((long) operand);
    if (start == null) {
      return;
    }
    Symbol symbol = object.symbol(start.symbol());
    if (symbol.isDefined()) {
      lines
          .computeIfAbsent(symbol.place().section(), id -> new TreeMap<>())
          .computeIfAbsent(symbol.value() + start.addend() + offset, place -> new ArrayList<>())
          .add(line);
    }
  }

  /**
   * {@return the lines of a piece's instructions}, by their offsets from its first byte; several
   * where inlined functions begin and end
   */
  Map<Long, List<Integer>> lines(Piece piece) {
    Map<Long, List<Integer>> own = new HashMap<>();
    lines
        .getOrDefault(piece.section(), new TreeMap<>())
        .subMap(piece.start(), piece.end())
        .forEach((offset, at) -> own.put(offset - piece.start(), at));
    return own;
  }
}
