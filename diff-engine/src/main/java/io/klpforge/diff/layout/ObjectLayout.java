package io.klpforge.diff.layout;

import io.klpforge.diff.arch.Architecture;
import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.SectionId;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.elf.SymbolId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/** One object, cut into pieces, with its references resolved to pieces. */
public final class ObjectLayout {
  private final ObjectFile object;
  private final Architecture architecture;
  private final FunctionHeads heads;
  private final Map<SectionId, NavigableMap<Long, Piece>> byStart;
  private final Map<SectionId, List<Piece>> bySection = new HashMap<>();
  private final List<Piece> pieces;
  private final References references;
  private final Referrers referrers;

  private ObjectLayout(ObjectFile object) {
    this.object = object;
    this.architecture = Architecture.of(object.header());
    this.heads = new FunctionHeads(object, architecture);
    this.byStart = new PieceCutter(object, architecture, heads).cut();
    byStart.forEach((section, cut) -> bySection.put(section, List.copyOf(cut.values())));
    byStart.values().forEach(ObjectLayout::addRoom);
    this.pieces =
        object.sections().stream().flatMap(section -> piecesIn(section.id()).stream()).toList();
    this.references = new References(this);
    this.referrers = new Referrers(this);
  }

  /**
   * Cuts an object.
   *
   * @throws io.klpforge.diff.elf.MalformedElfException if it is for a machine we do not know no
   *     relocatable object with symbols, or holds a relocation that makes no sense there
   */
  public static ObjectLayout of(ObjectFile object) {
    requireObject(object);
    return new ObjectLayout(object);
  }

  private static void requireObject(ObjectFile object) {
    int type = object.header().type();
    if (type != ElfConstants.ET_REL) {
      String kind =
          switch (type) {
            case ElfConstants.ET_EXEC -> "a linked program (ET_EXEC)";
            case ElfConstants.ET_DYN -> "a shared library or program (ET_DYN)";
            default -> "of type " + type;
          };
      throw new MalformedElfException(
          "the file is " + kind + ", not a relocatable object; give the .o the compiler made");
    }
    if (object.symbols().isEmpty() && object.sections().stream().anyMatch(Section::isAllocated)) {
      throw new MalformedElfException(
          "there is no symbol table, so nothing tells its functions; was the file stripped?");
    }
  }

  /** A place in a function's room is the function's too. */
  private static void addRoom(NavigableMap<Long, Piece> byStart) {
    for (Piece piece : List.copyOf(byStart.values())) {
      if (piece.room() > 0) {
        byStart.put(piece.start() - piece.room(), piece);
      }
    }
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
    return pieces;
  }

  /** {@return the pieces of one section, by start} */
  public List<Piece> piecesIn(SectionId section) {
    return bySection.getOrDefault(section, List.of());
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
    NavigableMap<Long, Piece> inSection = byStart.get(section);
    if (inSection == null) {
      return Optional.empty();
    }
    Map.Entry<Long, Piece> entry = inSection.floorEntry(offset);
    return Optional.ofNullable(entry == null ? null : entry.getValue());
  }

  /** {@return the piece that ends where {@code piece} begins} */
  public Optional<Piece> before(Piece piece) {
    Map.Entry<Long, Piece> entry = byStart.get(piece.section()).lowerEntry(piece.start());
    return Optional.ofNullable(entry)
        .map(Map.Entry::getValue)
        .filter(before -> before.end() == piece.start());
  }

  /** {@return the piece that begins where {@code piece} ends} */
  public Optional<Piece> behind(Piece piece) {
    Map.Entry<Long, Piece> entry = byStart.get(piece.section()).higherEntry(piece.start());
    return Optional.ofNullable(entry)
        .map(Map.Entry::getValue)
        .filter(behind -> behind.start() == piece.end());
  }

  /** {@return a piece's bytes; empty if it is uninitialised} */
  public Bytes bytes(Piece piece) {
    Bytes data = object.section(piece.section()).data();
    return data.length() == 0 ? Bytes.EMPTY : data.slice((int) piece.start(), (int) piece.size());
  }

  /** {@return the bytes of a piece's room} */
  public Bytes room(Piece piece) {
    Bytes data = object.section(piece.section()).data();
    int size = (int) piece.room();
    return size == 0 ? Bytes.EMPTY : data.slice((int) piece.start() - size, size);
  }

  /** {@return the symbol of a function's type, which clang has checked before indirect calls} */
  public Optional<Symbol> type(Piece piece) {
    return piece.isFunction() ? heads.type(section(piece), piece.symbol().get()) : Optional.empty();
  }

  /**
   * {@return whether a branch works only inside its own module}, see {@link
   * Architecture#staysInModule}
   */
  public boolean staysInModule(Piece from, Site site) {
    return site.branch()
        && architecture.staysInModule(bytes(from), (int) site.offset(), site.type());
  }

  /** {@return what a piece refers to, by ascending offset} */
  public List<Site> sites(Piece piece) {
    return references.sites(piece);
  }

  /** {@return the section a piece lies in} */
  public Section section(Piece piece) {
    return object.section(piece.section());
  }

  /** {@return the pieces that refer to {@code piece}, itself not counted, in their order} */
  public List<Piece> referrers(Piece piece) {
    return referrers.of(piece);
  }

  /** {@return the symbol of that id} */
  Symbol symbol(SymbolId id) {
    return object.symbol(id);
  }
}
