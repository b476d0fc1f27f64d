package io.klpforge.diff.reproduce;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.SectionRole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One object compared with the shipped kernel. */
public final class Reproduction {
  private final ObjectLayout orig;
  private final ShippedImage image;
  private final List<PieceMatch> matches;
  private final Map<Piece, PieceMatch> byPiece = new HashMap<>();
  private final Map<Piece, ShippedSymbol> symbols;

  Reproduction(
      ObjectLayout orig,
      ShippedImage image,
      List<PieceMatch> matches,
      Map<Piece, ShippedSymbol> symbols) {
    this.orig = orig;
    this.image = image;
    this.matches = List.copyOf(matches);
    this.symbols = Map.copyOf(symbols);
    matches.forEach(match -> byPiece.put(match.piece(), match));
  }

  /** {@return the functions, in the order of the object} */
  public List<PieceMatch> functions() {
    return matches.stream().filter(match -> match.piece().role() == SectionRole.CODE).toList();
  }

  /** {@return the variables that have a name, in the order of the object} */
  public List<PieceMatch> variables() {
    return matches.stream().filter(match -> match.piece().role() != SectionRole.CODE).toList();
  }

  /** {@return what became of a named function or variable} */
  public Optional<PieceMatch> of(Piece piece) {
    return Optional.ofNullable(byPiece.get(piece));
  }

  /** {@return the functions of which the running kernel has another} */
  public List<PieceMatch> differing() {
    return functions().stream().filter(PieceMatch::differs).toList();
  }

  /** {@return the functions that the running kernel has, the same or others} */
  public List<PieceMatch> present() {
    return functions().stream().filter(PieceMatch::isPresent).toList();
  }

  /**
   * {@return the running kernel's symbol for one that the object defines}: empty where neither
   * operands nor a name that only one symbol has show it
   */
  public Optional<Symbol> shipped(Symbol symbol) {
    return orig.pieceOf(symbol)
        .filter(piece -> piece.symbol().filter(symbol::equals).isPresent())
        .map(symbols::get)
        .map(ShippedSymbol::symbol);
  }

  /** {@return the object that was compared} */
  public ObjectLayout orig() {
    return orig;
  }

  /** {@return the compilers that made the running kernel's object} */
  Set<String> compilers() {
    return image.compilers();
  }

  /** {@return the shipped bytes at the place of a piece, as many as there are of its size} */
  Bytes shippedBytes(PieceMatch match, long length) {
    return match.address().isEmpty()
        ? Bytes.EMPTY
        : image.bytes(match.address().getAsLong(), length).orElse(Bytes.EMPTY);
  }
}
