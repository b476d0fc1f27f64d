package io.klpforge.diff.reproduce;

import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.elf.SymbolBinding;
import io.klpforge.diff.layout.Piece;
import java.util.List;

/** The shipped symbols that a piece's may be: of its name and, if local, of its source file. */
final class Namesakes {
  private final ShippedSymbols shipped;
  private final Origins origins;

  Namesakes(ShippedSymbols shipped, Origins origins) {
    this.shipped = shipped;
    this.origins = origins;
  }

  List<ShippedSymbol> of(Piece piece) {
    return piece.symbol().map(this::of).orElse(List.of());
  }

  private List<ShippedSymbol> of(Symbol symbol) {
    List<ShippedSymbol> named =
        symbol.isLocal()
            ? shipped.local(symbol.name(), origins.source(symbol))
            : shipped.global(symbol.name());
    return named.stream()
        .filter(other -> other.symbol().isDefined() && other.symbol().type() == symbol.type())
        .toList();
  }

  /** {@return whether another object's definition was linked: a weak one that won stays weak} */
  static boolean isOverridden(Piece piece, ShippedSymbol shipped) {
    return piece.symbol().orElseThrow().binding() == SymbolBinding.WEAK
        && shipped.symbol().binding() == SymbolBinding.GLOBAL;
  }

  /** {@return where a piece begins if {@code symbol} is its own} */
  static long address(Piece piece, ShippedSymbol symbol) {
    long inPiece = piece.symbol().map(own -> own.value() - piece.start()).orElse(0L);
    return symbol.address() - inPiece;
  }
}
