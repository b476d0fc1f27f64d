package io.klpforge.diff.layout;

import io.klpforge.diff.arch.Architecture;
import io.klpforge.diff.arch.Field;
import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Relocation;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.SectionId;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.elf.SymbolBinding;
import io.klpforge.diff.elf.SymbolType;
import io.klpforge.diff.special.SpecialSection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The references of one object, piece by piece, each resolved to what is truly meant. */
final class References {
  private final ObjectLayout layout;
  private final Map<SectionId, List<Relocation>> sorted = new HashMap<>();
  private final Map<Piece, List<Site>> known = new HashMap<>();

  /** Of each section, by its index: most relocations of a table ask for the same few. */
  private final List<SectionRole> roles;

  References(ObjectLayout layout) {
    this.layout = layout;
    this.roles = layout.object().sections().stream().map(SectionRole::of).toList();
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
          relocations.forEach(
              relocation ->
                  requireInside(layout.architecture(), layout.object().section(id), relocation));
          relocations.sort(Comparator.comparingLong(Relocation::offset));
          return relocations;
        });
  }

  /**
   * Refuses a relocation that would write outside its section.
   *
   * @throws MalformedElfException that says where
   */
  static void requireInside(Architecture architecture, Section section, Relocation relocation) {
    int width = architecture.relocations().get(relocation.type()).field().width();
    long room = (long) section.data().length() - width;
    if (relocation.offset() < 0 || relocation.offset() > room) {
      throw new MalformedElfException(
          String.format(
              "a relocation of %s+0x%x has no bytes there to write to",
              section.name(), relocation.offset()));
    }
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
    Field field = architecture.relocations().get(relocation.type()).field();
    if (offset + field.width() > piece.size()) {
      throw new MalformedElfException(
          String.format("%s+0x%x: the relocation reaches behind its end", piece.name(), offset));
    }
    boolean branch =
        holdsCode(piece.role()) && architecture.isBranch(code, offset, relocation.type());
    Target target = target(piece, code, offset, relocation);
    Optional<Site> entry = piece.role() == SectionRole.TOC ? Optional.empty() : tocEntry(target);
    return new Site(
        offset,
        relocation.type(),
        field,
        branch,
        entry.map(Site::target).orElse(target),
        entry.map(site -> ((Target.InPiece) target).piece()));
  }

  /** What an entry of {@code .toc} refers to; empty if it is a constant, or none is meant. */
  private Optional<Site> tocEntry(Target target) {
    boolean toc =
        target instanceof Target.InPiece in
            && in.piece().role() == SectionRole.TOC
            && in.offset() == 0;
    return toc ? sites(((Target.InPiece) target).piece()).stream().findFirst() : Optional.empty();
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
    SectionRole role = roles.get(section.id().index());
    if (role == SectionRole.IGNORED) {
      return new Target.External(symbol, relocation.addend());
    }
    List<Piece> pieces = layout.piecesIn(section.id());
    boolean named = symbol.type() != SymbolType.SECTION && role != SectionRole.STRINGS;
    boolean mustBeExact =
        role == SectionRole.CODE || role == SectionRole.STRINGS || (!named && pieces.size() > 1);
    long meant = mustBeExact ? written + bias(from, code, offset, relocation) : written;
    if (role == SectionRole.STRINGS) {
      return string(section, text(section, symbol, meant), written);
    }
    if (named || pieces.size() == 1) {
      Piece piece = named ? piece(section, symbol.value()) : pieces.get(0);
      if (isOtherWeakName(symbol, piece)) {
        return new Target.External(symbol, relocation.addend());
      }
      return new Target.InPiece(piece, written - piece.start(), meant - piece.start());
    }
    Piece piece = role == SectionRole.DATA ? variable(section, meant) : piece(section, meant);
    boolean unsure = role == SectionRole.DATA;
    return new Target.InPiece(piece, written - piece.start(), meant - piece.start(), unsure);
  }

  /** Another object may define it, and not the names beside it: arch/x86's {@code cpu_show_*()}. */
  private static boolean isOtherWeakName(Symbol symbol, Piece piece) {
    return symbol.binding() == SymbolBinding.WEAK && !piece.name().equals(symbol.name());
  }

  private int bias(Piece from, Bytes code, int offset, Relocation relocation) {
    if (holdsCode(from.role())) {
      return layout.architecture().bias(code, offset, relocation.type());
    }
    if (marksWhatIsBefore(from)) {
      return -1;
    }
    return isTableOfDistances(from) ? -offset : 0;
  }

  private boolean marksWhatIsBefore(Piece from) {
    return from.role() == SectionRole.TABLE
        && SpecialSection.of(layout.section(from).name())
            .filter(SpecialSection::marksWhatIsBefore)
            .isPresent();
  }

  /** Clang's tables hold distances from the table's start, not from each entry. */
  private static boolean isTableOfDistances(Piece piece) {
    String name = piece.name();
    return piece.role() == SectionRole.DATA
        && piece.isLocal()
        && (name.endsWith(".rel")
            || name.startsWith("reltable.")
            || name.startsWith(".Lreltable."));
  }

  /**
   * The variable at a place given as a distance from its section's start. Before the first variable
   * lies nothing, so the first is meant, as in {@code *(table - 1 + i)}. What can be written to has
   * a name, so the start of a gap is the end of the variable before it.
   */
  private Piece variable(Section section, long place) {
    Piece piece = piece(section, Math.max(0, place));
    boolean gap = section.isWritable() && piece.symbol().isEmpty() && piece.start() == place;
    return gap
        ? layout.before(piece).filter(before -> before.symbol().isPresent()).orElse(piece)
        : piece;
  }

  /**
   * The place from which to read a text: where a reference points, but from the start of what a
   * label names if it points behind that, as {@code "x" + 2} does.
   */
  private static long text(Section section, Symbol symbol, long meant) {
    boolean label = symbol.type() != SymbolType.SECTION;
    boolean inside = symbol.value() >= 0 && symbol.value() < section.data().length();
    if (!label || !inside) {
      return meant;
    }
    int unit = (int) Math.max(1, section.entrySize());
    long end = symbol.value() + section.data().text((int) symbol.value(), unit).length();
    return meant < symbol.value() || meant > end ? symbol.value() : meant;
  }

  private static Target string(Section section, long meant, long written) {
    if (meant < 0 || meant >= section.data().length()) {
      throw new MalformedElfException(
          String.format("a reference to %s+0x%x is outside it", section.name(), meant));
    }
    int unit = (int) Math.max(1, section.entrySize());
    String text = section.data().text((int) meant, unit);
    if (meant + text.length() + unit > section.data().length()) {
      throw new MalformedElfException(
          String.format("the text at %s+0x%x has no end", section.name(), meant));
    }
    return new Target.InString(text, section.id(), written - meant);
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
