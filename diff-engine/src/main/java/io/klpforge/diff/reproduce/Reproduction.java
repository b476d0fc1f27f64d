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
  private final Map<Piece, ShippedSymbol> places;
  private final Map<Piece, ShippedSymbol> disputes;

  Reproduction(
      ObjectLayout orig,
      ShippedImage image,
      List<PieceMatch> matches,
      Map<Piece, ShippedSymbol> places,
      Map<Piece, ShippedSymbol> disputes) {
    this.orig = orig;
    this.image = image;
    this.matches = List.copyOf(matches);
    this.places = Map.copyOf(places);
    this.disputes = Map.copyOf(disputes);
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

  /** {@return the variables that begin with other contents in the running kernel} */
  public List<PieceMatch> differingVariables() {
    return variables().stream().filter(PieceMatch::differs).toList();
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
    return named(symbol)
        .flatMap(this::of)
        .filter(match -> match.standing() == Standing.IDENTICAL)
        .map(match -> places.get(match.piece()).symbol());
  }

  /**
   * {@return another symbol of the running kernel that its operands point at as well, in place of
   * the same one of ours}: then none of them can be believed
   */
  public Optional<Symbol> disputed(Symbol symbol) {
    return named(symbol).map(disputes::get).map(ShippedSymbol::symbol);
  }

  private Optional<Piece> named(Symbol symbol) {
    return orig.pieceOf(symbol).filter(piece -> piece.symbol().filter(symbol::equals).isPresent());
  }

  /** {@return the object that was compared} */
  public ObjectLayout orig() {
    return orig;
  }

  /** {@return the compilers that made the running kernel's object} */
  Set<String> compilers() {
    return image.compilers();
  }

  /** {@return the flags that made the running kernel's object} */
  CompilerFlags flags() {
    return image.flags();
  }

  /** {@return why the object is most likely another than the running kernel's; for people} */
  public String likelyCause() {
    return LikelyCause.of(this);
  }

  /** {@return the shipped function or variable that was found for a piece} */
  Bytes shippedBytes(PieceMatch match) {
    ShippedSymbol place = places.get(match.piece());
    if (place == null || match.address().isEmpty()) {
      return Bytes.EMPTY;
    }
    long start = match.address().getAsLong();
    long size = place.address() + place.symbol().size() - start;
    return image.bytes(start, size).orElse(Bytes.EMPTY);
  }

  /** {@return what is at an address of the running kernel, in words} */
  Optional<String> nameAt(long address) {
    return image.symbols().covering(address).map(symbol -> symbol.text(address));
  }
}
