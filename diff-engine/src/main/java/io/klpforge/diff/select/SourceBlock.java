package io.klpforge.diff.select;

import io.klpforge.diff.elf.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The local symbols that one source file left in a linked kernel object. */
final class SourceBlock {
  private final String source;
  private final Map<String, List<Symbol>> symbols = new HashMap<>();

  /** An empty block of the source file of that name, such as {@code cmdline.c}. */
  SourceBlock(String source) {
    this.source = source;
  }

  void add(Symbol symbol) {
    symbols.computeIfAbsent(symbol.name(), name -> new ArrayList<>()).add(symbol);
  }

  String source() {
    return source;
  }

  List<Symbol> named(String name) {
    return symbols.getOrDefault(name, List.of());
  }

  /** {@return how many of an object's local functions and variables are here, sizes included} */
  long matches(List<Symbol> locals) {
    return locals.stream()
        .filter(
            local ->
                named(local.name()).stream()
                    .anyMatch(
                        symbol -> symbol.size() == local.size() && symbol.type() == local.type()))
        .count();
  }
}
