package io.klpforge.diff.elf;

/**
 * Names a symbol of one {@link ObjectFile}.
 *
 * @param index place in the symbol table; 0 is the null symbol
 */
public record SymbolId(int index) {}
