package io.klpforge.diff.reproduce;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.SectionRole;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import io.klpforge.diff.special.SpecialSection;
import io.klpforge.diff.special.SpecialTables;
import io.klpforge.diff.special.TableEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares pieces of one object with what is shipped at given addresses. */
final class PieceReader {
  private final ObjectLayout layout;
  private final SpecialTables tables;
  private final ShippedImage image;
  private final OperandMeaning meaning;
  private final RecordReader records;

  PieceReader(ObjectLayout layout, ShippedImage image) {
    this.layout = layout;
    this.tables = SpecialTables.of(layout);
    this.image = image;
    this.meaning = new OperandMeaning(layout, image);
    this.records = new RecordReader(layout, tables, image, this);
  }

  /**
   * {@return what comes of comparing the whole of a piece, its special section records included}
   *
   * @param address where it is shipped
   * @param size bytes that it has there
   */
  Comparison compare(Piece piece, long address, long size) {
    Comparison code = compareCode(piece, address, size);
    boolean moved = size != piece.size(); // then records are elsewhere in it too
    return code.mismatch().isPresent() || moved || !piece.isFunction()
        ? code
        : code.and(records.compare(piece, address));
  }

  private Comparison compareCode(Piece piece, long address, long size) {
    Comparison plain =
        size == piece.size()
            ? compare(piece, 0, size, address)
            : Comparison.differs(otherSize(piece, address, size));
    if (!plain.isOtherCode() || !ShortJumps.arePossible(layout, piece)) {
      return plain;
    }
    return image
        .bytes(address, size)
        .flatMap(theirs -> new ShortJumps(layout, this, piece, address, theirs).compare())
        .orElse(plain);
  }

  /** Tells the first difference, which is seldom where the shorter one ends. */
  private Mismatch otherSize(Piece piece, long address, long size) {
    long common = Math.min(size, piece.size());
    long first = compare(piece, 0, common, address).mismatch().map(Mismatch::offset).orElse(common);
    return Mismatch.code(
        first, String.format("is %d bytes long, the running kernel's %d", piece.size(), size));
  }

  /**
   * {@return what comes of comparing a part of a piece}
   *
   * @param address where the part is shipped
   */
  Comparison compare(Piece piece, long from, long to, long address) {
    Optional<Bytes> shipped = image.bytes(address, to - from);
    if (shipped.isEmpty()) {
      return Comparison.differs(Mismatch.notFound("the running kernel has nothing there"));
    }
    List<BuildRewrite> rewrites = rewritten(piece, shipped.get());
    List<Site> sites = sites(piece, from, to, rewrites);
    byte[] ours = ours(piece, from, to);
    byte[] theirs = shipped.get().toArray();
    mask(ours, theirs, from, sites);
    rewrites.forEach(rewrite -> rewrite.mask(ours, theirs));
    int at = isFilledInByLink(piece) ? -1 : Arrays.mismatch(ours, theirs);
    if (at < 0) {
      return operands(piece, sites, address - from, image.pendingIn(address, to - from));
    }
    long first = from + at;
    return otherOperandBefore(first, piece, sites, address - from)
        .orElse(Comparison.otherCode(first));
  }

  /** Where bytes differ further on, what an operand before them means may differ first. */
  private Optional<Comparison> otherOperandBefore(
      long end, Piece piece, List<Site> sites, long start) {
    List<Site> before = sites.stream().filter(site -> site.offset() < end).toList();
    return operandMismatch(piece, before, start, new ArrayList<>())
        .map(mismatch -> Comparison.differs(Mismatch.code(mismatch.offset(), mismatch.what())));
  }

  /** {@return bytes of a whole record of that kind} */
  int recordSize(TableEntry record) {
    boolean padded = record.table() == SpecialSection.PARAINSTRUCTIONS;
    int length = record.bytes().length();
    return padded ? (length + 7) / 8 * 8 : length;
  }

  /** Type numbers, from tools/bpf/resolve_btfids, Linux 6.1; zeros in the object. */
  private boolean isFilledInByLink(Piece piece) {
    return layout.section(piece).name().equals(".BTF_ids");
  }

  private byte[] ours(Piece piece, long from, long to) {
    Bytes all = layout.bytes(piece);
    int length = (int) (to - from);
    return all.length() == 0 ? new byte[length] : all.slice((int) from, length).toArray();
  }

  private List<Site> sites(Piece piece, long from, long to, List<BuildRewrite> rewrites) {
    return layout.sites(piece).stream()
        .filter(site -> site.field().width() > 0 && site.offset() >= from)
        .filter(site -> site.offset() + site.field().width() <= to)
        .filter(site -> rewrites.stream().noneMatch(rewrite -> rewrite.covers(site.offset())))
        .toList();
  }

  private List<BuildRewrite> rewritten(Piece piece, Bytes shipped) {
    return piece.isFunction()
        ? BuildRewrite.of(layout, tables, piece).stream()
            .filter(
                rewrite -> image.architecture().isNop(shipped, rewrite.offset(), rewrite.length()))
            .toList()
        : List.of();
  }

  /**
   * Clears what relocations write to.
   *
   * @param from offset in the piece of the first byte of both arrays
   */
  static void mask(byte[] ours, byte[] theirs, long from, List<Site> sites) {
    for (Site site : sites) {
      int start = (int) (site.offset() - from);
      site.field().clear(ours, start);
      site.field().clear(theirs, start);
    }
  }

  private Comparison operands(Piece piece, List<Site> sites, long start, List<Long> pendingThere) {
    List<Pointed> pointed = new ArrayList<>();
    Optional<Mismatch> mismatch = operandMismatch(piece, sites, start, pointed);
    if (mismatch.isPresent()) {
      return Comparison.differs(mismatch.get());
    }
    Set<Long> ours = sites.stream().map(Site::offset).collect(Collectors.toSet());
    return pendingThere.stream()
        .map(place -> place - start)
        .filter(offset -> !ours.contains(offset))
        .findFirst()
        .map(offset -> Mismatch.operand(offset, "refers to less than the running kernel's"))
        .map(Comparison::differs)
        .orElseGet(() -> Comparison.same(pointed));
  }

  private Optional<Mismatch> operandMismatch(
      Piece piece, List<Site> sites, long start, List<Pointed> pointed) {
    for (Site site : sites) {
      Optional<Mismatch> mismatch =
          operand(site, start + site.offset(), isSure(piece, site), pointed);
      if (mismatch.isPresent()) {
        return mismatch;
      }
    }
    return Optional.empty();
  }

  /**
   * {@return how the shipped operand at {@code place} differs from ours, if it does}; where it says
   * that another piece of our object is, is added to {@code pointed}
   *
   * @param sure whether ours can mean only one piece
   */
  Optional<Mismatch> operand(Site site, long place, boolean sure, List<Pointed> pointed) {
    OptionalLong operand = image.operand(place, site.type());
    if (operand.isEmpty()) {
      String what = "refers to " + OperandMeaning.of(site.target());
      return mismatch(site, what + ", the running kernel's to nothing");
    }
    long value = operand.getAsLong();
    if (site.target() instanceof Target.InPiece in) {
      pointed.add(Pointed.of(site, in, value, sure));
      return Optional.empty();
    }
    return meaning.isMeant(site.target(), value)
        ? Optional.empty()
        : mismatch(site, meaning.another(site, value));
  }

  /** {@return whether a reference of {@code from} can mean only one piece} */
  boolean isSure(Piece from, Site site) {
    boolean named = !(site.target() instanceof Target.InPiece in) || !in.fromSection();
    return named
        || (from.role() == SectionRole.CODE
            && layout
                .architecture()
                .isAccess(layout.bytes(from), (int) site.offset(), site.type()));
  }

  private static Optional<Mismatch> mismatch(Site site, String what) {
    return Optional.of(Mismatch.operand(site.offset(), what));
  }

  /** {@return that the shipped operand points at something else than a piece of ours} */
  Mismatch elsewhere(Pointed pointed) {
    long addend = ((Target.InPiece) pointed.site().target()).addend();
    Site site = pointed.site();
    return Mismatch.operand(pointed.place(), meaning.another(site, pointed.address() + addend));
  }
}
