package io.klpforge.diff.layout;

import io.klpforge.diff.arch.Architecture;
import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.SectionId;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.elf.SymbolId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** One object, cut into pieces, with its references resolved to pieces. */
public final class ObjectLayout {
  private final ObjectFile object;
  private final Architecture architecture;
  private final Map<SectionId, NavigableMap<Long, Piece>> pieces;
  private final References references;

  private ObjectLayout(ObjectFile object) {
    this.object = object;
    this.architecture = Architecture.of(object.header());
    this.pieces = new PieceCutter(object).cut();
    this.references = new References(this);
  }

  /**
   * Cuts an object.
   *
   * @throws io.klpforge.diff.elf.MalformedElfException if it is for a machine we do not know or
   *     holds a relocation that makes no sense there
   */
  public static ObjectLayout of(ObjectFile object) {
    return new ObjectLayout(object);
  }

  /** {@return the object} */
  public ObjectFile object() {
    return object;
  }

  /** {@return the object's machine} */
  public Architecture architecture() {
    return architecture;
  }

  /** {@return all pieces, by section and start} */
  public List<Piece> pieces() {
    List<Piece> all = new ArrayList<>();
    for (Section section : object.sections()) {
      all.addAll(piecesIn(section.id()));
    }
    return all;
  }

  /** {@return the pieces of one section, by start} */
  public List<Piece> piecesIn(SectionId section) {
    return List.copyOf(pieces.getOrDefault(section, new TreeMap<>()).values());
  }

  /** {@return the piece that a symbol names or lies in} */
  public Optional<Piece> pieceOf(Symbol symbol) {
    return symbol.isDefined()
        ? pieceAt(symbol.place().section(), symbol.value())
        : Optional.empty();
  }

  /**
   * {@return the piece at {@code offset}; where none is, the one before}, because unwind
   * information and loop bounds name the first byte behind what they mean
   */
  public Optional<Piece> pieceAt(SectionId section, long offset) {
    NavigableMap<Long, Piece> inSection = pieces.get(section);
    if (inSection == null) {
      return Optional.empty();
    }
    Map.Entry<Long, Piece> entry = inSection.floorEntry(offset);
    return Optional.ofNullable(entry == null ? null : entry.getValue());
  }

  /** {@return a piece's bytes; empty if it is uninitialised} */
  public Bytes bytes(Piece piece) {
    Bytes data = object.section(piece.section()).data();
    return data.length() == 0 ? Bytes.EMPTY : data.slice((int) piece.start(), (int) piece.size());
  }

  /** {@return what a piece refers to, by ascending offset} */
  public List<Site> sites(Piece piece) {
    return references.sites(piece);
  }

  /** {@return the section a piece lies in} */
  public Section section(Piece piece) {
    return object.section(piece.section());
  }

  /** {@return the name of the source file from the object's first FILE symbol} */
  public Optional<String> sourceName() {
    return object.symbols().stream()
        .filter(symbol -> symbol.type() == io.klpforge.diff.elf.SymbolType.FILE)
        .map(Symbol::name)
        .findFirst();
  }

  /** {@return the pieces that refer to each piece, for those that are referred to} */
  public Map<Piece, List<Piece>> referrers() {
    Map<Piece, List<Piece>> referrers = new HashMap<>();
    for (Piece piece : pieces()) {
      for (Site site : sites(piece)) {
        if (site.target() instanceof Target.InPiece in && !in.piece().equals(piece)) {
          List<Piece> list = referrers.computeIfAbsent(in.piece(), key -> new ArrayList<>());
          if (!list.contains(piece)) {
            list.add(piece);
          }
        }
      }
    }
    return referrers;
  }

  /** {@return the symbol of that id} */
  Symbol symbol(SymbolId id) {
    return object.symbol(id);
  }
}
