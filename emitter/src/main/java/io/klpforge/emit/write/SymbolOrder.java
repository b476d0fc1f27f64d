package io.klpforge.emit.write;

import io.klpforge.diff.elf.SymbolBinding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Where each symbol of an image goes in the symbol table: null, local ones, then the others. */
final class SymbolOrder {
  private final List<ImageSymbol> ordered = new ArrayList<>();
  private final List<Integer> numbers;
  private final int firstGlobal;

  SymbolOrder(List<ImageSymbol> symbols) {
    this.numbers = new ArrayList<>(Collections.nCopies(symbols.size(), 0));
    place(symbols, true);
    this.firstGlobal = ordered.size() + 1;
    place(symbols, false);
  }

  private void place(List<ImageSymbol> symbols, boolean local) {
    for (int i = 0; i < symbols.size(); i++) {
      if ((symbols.get(i).binding() == SymbolBinding.LOCAL) == local) {
        ordered.add(symbols.get(i));
        numbers.set(i, ordered.size());
      }
    }
  }

  /** {@return all but the null symbol, as written} */
  List<ImageSymbol> ordered() {
    return ordered;
  }

  /** {@return the number in the symbol table of the symbol at that place of the image} */
  int numberOf(int place) {
    return place == ImageRelocation.NO_SYMBOL ? 0 : numbers.get(place);
  }

  /** {@return {@code sh_info} of the symbol table: one more than the last local symbol's number} */
  int firstGlobal() {
    return firstGlobal;
  }
}
