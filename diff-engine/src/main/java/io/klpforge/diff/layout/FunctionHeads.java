package io.klpforge.diff.layout;

import io.klpforge.diff.arch.Architecture;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Relocation;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.SectionId;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.special.SpecialSection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What lies directly before functions and is theirs: a prefix, which a symbol names ({@code __pfx_}
 * of room that objtool named, {@code __cfi_} of the type that clang has checked before indirect
 * calls), and room, of which the records of {@code -fpatchable-function-entry} tell the start.
 * clang's type comes before the room. Source: {@code AsmPrinter::emitKCFITypeId()} and {@code
 * emitFunctionPrefix()}, LLVM 19; arch/x86/Makefile ({@code PADDING_CFLAGS}), Linux 6.12
 */
final class FunctionHeads {
  private static final String ROOM = "__pfx_";
  private static final String TYPE = "__cfi_";

  private final Architecture architecture;

  /** Prefixes, by where they end. */
  private final Map<SectionId, Map<Long, Symbol>> prefixes = new HashMap<>();

  /** Where room begins. */
  private final Map<SectionId, NavigableSet<Long>> rooms = new HashMap<>();

  FunctionHeads(ObjectFile object, Architecture architecture) {
    this.architecture = architecture;
    for (Symbol symbol : object.symbols()) {
      if (symbol.isDefined() && isPrefix(symbol)) {
        prefixes
            .computeIfAbsent(symbol.place().section(), id -> new HashMap<>())
            .merge(symbol.end(), symbol, FunctionHeads::longer);
      }
    }
    for (Section section : object.sections()) {
      if (SpecialSection.of(section.name()).stream()
          .anyMatch(SpecialSection.PATCHABLE_FUNCTION_ENTRIES::equals)) {
        object.relocations(section.id()).forEach(record -> addRoom(object, record));
      }
    }
  }

  private static Symbol longer(Symbol one, Symbol other) {
    return other.value() < one.value() ? other : one;
  }

  private void addRoom(ObjectFile object, Relocation record) {
    Symbol symbol = object.symbol(record.symbol());
    if (symbol.isDefined()) {
      rooms
          .computeIfAbsent(symbol.place().section(), id -> new TreeSet<>())
          .add(symbol.value() + record.addend());
    }
  }

  static boolean isPrefix(Symbol symbol) {
    String name = symbol.name();
    return symbol.isFunction() && (name.startsWith(ROOM) || name.startsWith(TYPE));
  }

  /**
   * {@return where the function's prefix begins; without one its entry}, not before {@code from}
   */
  long start(Section section, Symbol function, long from) {
    long entry = function.value();
    Optional<Symbol> prefix = prefix(section, function, from);
    if (prefix.isPresent()) {
      return Math.max(from, prefix.get().value());
    }
    long own = function.isFunction() ? architecture.prefix(section.data(), (int) entry) : 0;
    return Math.max(from, entry - own);
  }

  /** {@return the symbol of the function's type, for clang's checks of indirect calls} */
  Optional<Symbol> type(Section section, Symbol function) {
    return prefix(section, function, 0).filter(prefix -> prefix.name().startsWith(TYPE));
  }

  private Optional<Symbol> prefix(Section section, Symbol function, long from) {
    Map<Long, Symbol> ends = prefixes.getOrDefault(section.id(), Map.of());
    long entry = function.value();
    Symbol before = ends.get(entry);
    return before == null ? recorded(section, from, entry).map(ends::get) : Optional.of(before);
  }

  /** {@return bytes of room directly before {@code start}, where a function's prefix begins} */
  long room(Section section, long from, long start) {
    return recorded(section, from, start)
        .map(room -> start - room)
        .orElseGet(() -> (long) architecture.room(section.data(), (int) from, (int) start));
  }

  /** Where a record says that room begins, behind what ends at {@code from}. */
  private Optional<Long> recorded(Section section, long from, long entry) {
    NavigableSet<Long> starts = rooms.get(section.id());
    return Optional.ofNullable(starts == null ? null : starts.lower(entry))
        .filter(room -> room >= from);
  }
}
