package io.klpforge.diff.reproduce;

import io.klpforge.diff.elf.Symbol;

/**
 * A symbol of the shipped kernel object.
 *
 * @param symbol as in the file that names source files
 * @param address where it is
 * @param block number of the FILE symbol it stands behind, from 1 on; 0 if it is not local
 * @param source that FILE symbol's name
 */
record ShippedSymbol(Symbol symbol, long address, int block, String source) {

  String name() {
    return symbol.name();
  }

  /** {@return a place in it, as a person would tell it from others of its name} */
  String text(long place) {
    String distance = place == address ? "" : String.format("+0x%x", place - address);
    return name() + distance + (source.isEmpty() ? "" : " (" + source + ")");
  }
}
