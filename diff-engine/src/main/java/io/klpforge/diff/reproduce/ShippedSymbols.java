package io.klpforge.diff.reproduce;

import io.klpforge.diff.elf.Symbol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The symbols of a shipped kernel object, by name and by address. */
final class ShippedSymbols {
  private static final Comparator<ShippedSymbol> BY_ADDRESS =
      (a, b) -> Long.compareUnsigned(a.address(), b.address());

  private final Map<String, List<ShippedSymbol>> byName = new HashMap<>();
  private final List<ShippedSymbol> byAddress;
  private final boolean namesFiles;

  ShippedSymbols(List<ShippedSymbol> symbols) {
    symbols.forEach(
        symbol -> byName.computeIfAbsent(symbol.name(), name -> new ArrayList<>(1)).add(symbol));
    this.byAddress = new ArrayList<>(symbols);
    byAddress.sort(BY_ADDRESS);
    this.namesFiles = symbols.stream().anyMatch(symbol -> !symbol.source().isEmpty());
  }

  /** {@return the symbols of a name, in the file's order} */
  List<ShippedSymbol> named(String name) {
    return byName.getOrDefault(name, List.of());
  }

  /** {@return the global and weak symbols of a name, undefined ones of a module included} */
  List<ShippedSymbol> global(String name) {
    return named(name).stream().filter(symbol -> symbol.block() == 0).toList();
  }

  /**
   * {@return the local symbols of a name behind a FILE symbol of that name}; of any file where a
   * stripped module names none
   */
  List<ShippedSymbol> local(String name, String source) {
    return named(name).stream()
        .filter(symbol -> symbol.block() != 0)
        .filter(symbol -> !namesFiles || symbol.source().equals(source))
        .toList();
  }

  /** {@return the function or variable that covers an address, for people} */
  Optional<ShippedSymbol> covering(long address) {
    int above = firstAbove(address);
    for (int i = above - 1; i >= Math.max(0, above - 8); i--) {
      ShippedSymbol symbol = byAddress.get(i);
      Symbol elf = symbol.symbol();
      long distance = address - symbol.address();
      if (distance == 0 || Long.compareUnsigned(distance, elf.size()) < 0) {
        return Optional.of(symbol);
      }
    }
    return Optional.empty();
  }

  /** {@return where the functions before and behind the one at {@code address} begin} */
  List<Long> besides(long address) {
    int above = firstAbove(address);
    Stream<Long> before =
        IntStream.iterate(above - 1, i -> i >= 0, i -> i - 1)
            .mapToObj(byAddress::get)
            .filter(symbol -> symbol.symbol().isFunction() && symbol.address() != address)
            .map(ShippedSymbol::address)
            .limit(1);
    Stream<Long> behind =
        byAddress.subList(above, byAddress.size()).stream()
            .filter(symbol -> symbol.symbol().isFunction())
            .map(ShippedSymbol::address)
            .limit(1);
    return Stream.concat(before, behind).toList();
  }

  private int firstAbove(long address) {
    int low = 0;
    int high = byAddress.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(byAddress.get(middle).address(), address) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
