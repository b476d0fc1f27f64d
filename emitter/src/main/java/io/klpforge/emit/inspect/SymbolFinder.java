package io.klpforge.emit.inspect;

import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.elf.SymbolPlace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Functions and data of a file by where they are. */
final class SymbolFinder {
  private final ObjectFile file;
  private final Map<Integer, List<Symbol>> bySection = new HashMap<>();

  SymbolFinder(ObjectFile file) {
    this.file = file;
    file.symbols().stream()
        .filter(symbol -> symbol.isDefined() && (symbol.isFunction() || symbol.isObject()))
        .forEach(
            symbol ->
                bySection
                    .computeIfAbsent(symbol.place().section().index(), id -> new ArrayList<>())
                    .add(symbol));
  }

  /** {@return the first symbol that begins at {@code place}} */
  Optional<Symbol> at(Place place) {
    return in(place).stream().filter(symbol -> symbol.value() == place.offset()).findFirst();
  }

  /** {@return the place as {@code symbol+0x1}, or as {@code section+0x1} if no symbol holds it} */
  String describe(Place place) {
    return in(place).stream()
        .filter(symbol -> symbol.value() <= place.offset() && place.offset() < symbol.end())
        .findFirst()
        .map(symbol -> describe(symbol.name(), place.offset() - symbol.value()))
        .orElseGet(() -> describe(file.section(place.section()).name(), place.offset()));
  }

  private static String describe(String name, long offset) {
    return offset == 0 ? name : name + "+0x" + Long.toHexString(offset);
  }

  private List<Symbol> in(Place place) {
    return bySection.getOrDefault(place.section().index(), List.of());
  }

  List<String> livepatchSymbols() {
    return file.symbols().stream()
        .filter(symbol -> symbol.place().equals(SymbolPlace.LIVEPATCH))
        .map(Symbol::name)
        .toList();
  }
}
