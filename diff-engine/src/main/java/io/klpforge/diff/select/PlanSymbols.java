package io.klpforge.diff.select;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The symbols of a plan being made, each once. */
final class PlanSymbols {
  private final List<PlannedSymbol> symbols = new ArrayList<>();
  private final Map<PlannedSymbol, Integer> places = new HashMap<>();

  /** {@return the place of {@code symbol}, which is added if it is not there} */
  int place(PlannedSymbol symbol) {
    return places.computeIfAbsent(
        symbol,
        key -> {
          symbols.add(key);
          return symbols.size() - 1;
        });
  }

  List<PlannedSymbol> all() {
    return symbols;
  }
}
