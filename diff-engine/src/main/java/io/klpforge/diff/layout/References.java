package io.klpforge.diff.layout;

import io.klpforge.diff.arch.Architecture;
import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Relocation;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.SectionId;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.elf.SymbolType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The references of one object, piece by piece, each resolved to what is truly meant. */
final class References {
  private final ObjectLayout layout;
  private final Map<SectionId, List<Relocation>> sorted = new HashMap<>();
  private final Map<Piece, List<Site>> known = new HashMap<>();

  References(ObjectLayout layout) {
    this.layout = layout;
  }

  synchronized List<Site> sites(Piece piece) {
    List<Site> sites = known.get(piece);
    if (sites == null) {
      sites = resolve(piece);
      known.put(piece, sites);
    }
    return sites;
  }

  private List<Site> resolve(Piece piece) {
    List<Relocation> relocations = sorted(piece.section());
    List<Site> sites = new ArrayList<>();
    Bytes code = layout.bytes(piece);
    for (int i = firstFrom(relocations, piece.start()); i < relocations.size(); i++) {
      Relocation relocation = relocations.get(i);
      if (relocation.offset() >= piece.end()) {
        break;
      }
      sites.add(site(piece, code, relocation));
    }
    return List.copyOf(sites);
  }

  private List<Relocation> sorted(SectionId section) {
    return sorted.computeIfAbsent(
        section,
        id -> {
          List<Relocation> relocations = new ArrayList<>(layout.object().relocations(id));
          relocations.sort(Comparator.comparingLong(Relocation::offset));
          return relocations;
        });
  }

  private static int firstFrom(List<Relocation> relocations, long offset) {
    int low = 0;
    int high = relocations.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (relocations.get(middle).offset() < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private Site site(Piece piece, Bytes code, Relocation relocation) {
    Architecture architecture = layout.architecture();
    int offset = Math.toIntExact(relocation.offset() - piece.start());
    int width = architecture.width(relocation.type());
    if (offset + width > piece.size()) {
      throw new MalformedElfException(
          String.format("%s+0x%x: the relocation reaches behind its end", piece.name(), offset));
    }
    boolean branch =
        holdsCode(piece.role()) && architecture.isBranch(code, offset, relocation.type());
    return new Site(
        offset, relocation.type(), width, branch, target(piece, code, offset, relocation));
  }

  private static boolean holdsCode(SectionRole role) {
    return role == SectionRole.CODE || role == SectionRole.AUXILIARY_CODE;
  }

  private Target target(Piece from, Bytes code, int offset, Relocation relocation) {
    ObjectFile object = layout.object();
    Symbol symbol = object.symbol(relocation.symbol());
    if (!symbol.isDefined()) {
      return new Target.External(symbol, relocation.addend());
    }
    Section section = object.section(symbol.place().section());
    long written = symbol.value() + relocation.addend();
    SectionRole role = SectionRole.of(section);
    if (role == SectionRole.IGNORED) {
      return new Target.External(symbol, relocation.addend());
    }
    List<Piece> pieces = layout.piecesIn(section.id());
    boolean named = symbol.type() != SymbolType.SECTION && role != SectionRole.STRINGS;
    boolean mustBeExact =
        role == SectionRole.CODE || role == SectionRole.STRINGS || (!named && pieces.size() > 1);
    long meant = mustBeExact ? written + bias(from, code, offset, relocation) : written;
    if (role == SectionRole.STRINGS) {
      boolean labelled = symbol.type() != SymbolType.SECTION;
      return string(section, labelled ? symbol.value() : meant, written);
    }
    if (named) {
      return inPiece(piece(section, symbol.value()), written, meant);
    }
    return inPiece(pieces.size() == 1 ? pieces.get(0) : piece(section, meant), written, meant);
  }

  private int bias(Piece from, Bytes code, int offset, Relocation relocation) {
    return holdsCode(from.role()) ? layout.architecture().bias(code, offset, relocation.type()) : 0;
  }

  private static Target inPiece(Piece piece, long written, long meant) {
    return new Target.InPiece(piece, written - piece.start(), meant - piece.start());
  }

  private static Target string(Section section, long meant, long written) {
    if (meant < 0 || meant >= section.data().length()) {
      throw new MalformedElfException(
          String.format("a reference to %s+0x%x is outside it", section.name(), meant));
    }
    int unit = Math.toIntExact(Math.max(1, section.entrySize()));
    String text = section.data().text((int) meant, unit);
    return new Target.InString(text, section.name(), written - meant);
  }

  private Piece piece(Section section, long offset) {
    return layout
        .pieceAt(section.id(), offset)
        .orElseThrow(
            () ->
                new MalformedElfException(
                    String.format("a reference to %s+0x%x is outside it", section.name(), offset)));
  }
}
