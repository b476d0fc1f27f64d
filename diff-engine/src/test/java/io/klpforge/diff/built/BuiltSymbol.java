package io.klpforge.diff.built;

import io.klpforge.diff.elf.SymbolBinding;
import io.klpforge.diff.elf.SymbolType;

/** A symbol of an object being made; an empty section name means that none has it. */
record BuiltSymbol(
    String name, SymbolType type, SymbolBinding binding, String section, long value, long size) {}
