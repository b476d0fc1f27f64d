package io.klpforge.diff.reproduce;

import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.elf.SymbolType;
import java.util.HashMap;
import java.util.Map;

/** The source file of each local symbol of an object: the FILE symbol that it stands behind. */
final class Origins {
  private final Map<Integer, String> sources = new HashMap<>();

  Origins(ObjectFile object) {
    String source = "";
    for (Symbol symbol : object.symbols()) {
      if (symbol.type() == SymbolType.FILE) {
        source = symbol.name();
      } else if (symbol.isLocal()) {
        sources.put(symbol.id().index(), source);
      }
    }
  }

  /** {@return the name of the source file; the empty text if the object names none} */
  String source(Symbol symbol) {
    return sources.getOrDefault(symbol.id().index(), "");
  }
}
