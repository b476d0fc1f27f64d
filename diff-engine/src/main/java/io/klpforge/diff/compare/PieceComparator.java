package io.klpforge.diff.compare;

import io.klpforge.diff.correlate.Correlation;
import io.klpforge.diff.correlate.KnownByContent;
import io.klpforge.diff.correlate.SymbolName;
import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import io.klpforge.diff.special.SpecialSection;
import io.klpforge.diff.special.SpecialTables;
import io.klpforge.diff.special.TableEntry;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Compares pieces by what they mean: bytes outside relocation sites, and what each site refers to.
 *
 * <p>Things known by content (texts, {@code __func__}, constants without a name) are equal when
 * their contents are; everything else only to its twin.
 */
final class PieceComparator {
  private final Side origSide;
  private final Side patchedSide;
  private final ObjectLayout orig;
  private final ObjectLayout patched;
  private final Correlation correlation;
  private final SpecialTables origTables;
  private final SpecialTables patchedTables;
  private final LineNumbers lines;

  private final Assumptions contentEqual = new Assumptions();

  PieceComparator(Side orig, Side patched, Correlation correlation, LineNumbers lines) {
    this.origSide = orig;
    this.patchedSide = patched;
    this.orig = orig.layout();
    this.patched = patched.layout();
    this.correlation = correlation;
    this.origTables = orig.tables();
    this.patchedTables = patched.tables();
    this.lines = lines;
  }

  /** {@return the first difference between twins} */
  Optional<Difference> compare(Piece o, Piece p) {
    if (!o.isFunction() && !home(orig, o).equals(home(patched, p))) {
      return difference(
          Difference.Kind.PLACE,
          0,
          "lies in " + patched.section(p).name() + ", was in " + orig.section(o).name());
    }
    if (o.size() != p.size()) {
      return difference(
          Difference.Kind.SIZE,
          Math.min(o.size(), p.size()),
          String.format("is %d bytes long, was %d", p.size(), o.size()));
    }
    Optional<Difference> sites = compareSites(orig.sites(o), patched.sites(p));
    if (sites.isPresent()) {
      return sites;
    }
    return compareBytes(o, p).or(() -> compareRecords(o, p));
  }

  /** The section's name, without the variable's own where -fdata-sections put it there. */
  private static String home(ObjectLayout layout, Piece variable) {
    String section = SymbolName.base(layout.section(variable).name());
    String own = "." + SymbolName.base(variable.name());
    return section.endsWith(own) ? section.substring(0, section.length() - own.length()) : section;
  }

  private Optional<Difference> compareSites(List<Site> os, List<Site> ps) {
    for (int i = 0; i < Math.min(os.size(), ps.size()); i++) {
      Site o = os.get(i);
      Site p = ps.get(i);
      boolean samePlace =
          o.offset() == p.offset()
              && o.type() == p.type()
              && o.toc().isPresent() == p.toc().isPresent();
      if (!samePlace || !equal(o.target(), p.target())) {
        return difference(
            Difference.Kind.REFERENCE,
            p.offset(),
            "refers to " + Meaning.of(p.target(), o.target()));
      }
    }
    if (os.size() != ps.size()) {
      return difference(
          Difference.Kind.REFERENCE,
          0,
          String.format("has %d references, had %d", ps.size(), os.size()));
    }
    return Optional.empty();
  }

  private Optional<Difference> compareBytes(Piece o, Piece p) {
    Bytes before = orig.bytes(o);
    Bytes after = patched.bytes(p);
    if (before.length() != after.length()) {
      return difference(
          Difference.Kind.BYTES,
          0,
          "is no longer " + (after.length() == 0 ? "initialised" : "zero"));
    }
    byte[] a = masked(before, orig.sites(o));
    byte[] b = masked(after, patched.sites(p));
    int at = Arrays.mismatch(a, b);
    if (at < 0) {
      return Optional.empty();
    }
    return lines == LineNumbers.TOLERATED && differInLines(o, a, p, b)
        ? Optional.empty()
        : difference(Difference.Kind.BYTES, at, "other instructions or constants");
  }

  private boolean differInLines(Piece o, byte[] a, Piece p, byte[] b) {
    return o.isFunction()
        ? new LineNumberRule(origSide, o, patchedSide, p).explains(a, b)
        : new LineRecordRule(origSide, patchedSide, correlation).explains(o, a, p, b);
  }

  private static byte[] masked(Bytes bytes, List<Site> sites) {
    byte[] copy = bytes.toArray();
    for (Site site : sites) {
      site.field().clear(copy, (int) site.offset());
    }
    return copy;
  }

  private Optional<Difference> compareRecords(Piece o, Piece p) {
    List<TableEntry> os = records(origTables, o);
    List<TableEntry> ps = records(patchedTables, p);
    if (os.size() != ps.size()) {
      return difference(
          Difference.Kind.RECORD,
          0,
          String.format("has %d special section records, had %d", ps.size(), os.size()));
    }
    for (int i = 0; i < os.size(); i++) {
      if (!equal(os.get(i), ps.get(i))) {
        return difference(
            Difference.Kind.RECORD,
            0,
            "its record in " + ps.get(i).table().sectionName() + " differs");
      }
    }
    return Optional.empty();
  }

  /** Unwind records follow from the code. The order of tables in the object means nothing. */
  private static List<TableEntry> records(SpecialTables tables, Piece piece) {
    return tables.about(piece).stream()
        .filter(
            entry ->
                entry.table() != SpecialSection.ORC_UNWIND
                    && entry.table() != SpecialSection.ORC_UNWIND_IP)
        .sorted(Comparator.comparing(TableEntry::table))
        .toList();
  }

  private boolean equal(TableEntry o, TableEntry p) {
    return o.table() == p.table()
        && compareSites(o.sites(), p.sites()).isEmpty()
        && Arrays.equals(maskedRecord(o), maskedRecord(p));
  }

  /** The line number of a BUG() or WARN() is for people only. */
  private static byte[] maskedRecord(TableEntry entry) {
    byte[] bytes = masked(entry.bytes(), entry.sites());
    if (entry.table() == SpecialSection.BUG_TABLE) {
      BugEntry.maskLine(bytes, entry.sites());
    }
    return bytes;
  }

  /** {@return whether relocations of both objects mean the same} */
  boolean equal(Target o, Target p) {
    if (o instanceof Target.InString a && p instanceof Target.InString b) {
      return a.addend() == b.addend() && saySame(a.text(), b.text());
    }
    if (o instanceof Target.External a && p instanceof Target.External b) {
      return a.addend() == b.addend() && sameExternal(a, b);
    }
    if (o instanceof Target.InPiece a && p instanceof Target.InPiece b) {
      return a.addend() == b.addend() && meanSame(a.piece(), b.piece());
    }
    return false;
  }

  /** A lock may be called by the place where it is set up: {@code "kernel/x.c:123"}. */
  private boolean saySame(String o, String p) {
    return o.equals(p)
        || (lines == LineNumbers.TOLERATED
            && SourcePlace.isPlace(o)
            && SourcePlace.withoutLine(o).equals(SourcePlace.withoutLine(p)));
  }

  private static boolean sameExternal(Target.External a, Target.External b) {
    boolean bothDefined = a.symbol().isDefined() && b.symbol().isDefined();
    String before = a.symbol().name();
    String after = b.symbol().name();
    return bothDefined
        ? SymbolName.base(before).equals(SymbolName.base(after))
        : before.equals(after);
  }

  private boolean meanSame(Piece o, Piece p) {
    boolean byContent =
        SymbolName.isKnownByContent(o, orig.section(o))
            && SymbolName.isKnownByContent(p, patched.section(p));
    return byContent ? haveSameContent(o, p) : correlation.areTwins(o, p);
  }

  private boolean haveSameContent(Piece o, Piece p) {
    boolean alike =
        o.role() == p.role() && KnownByContent.areAlike(o, orig.section(o), p, patched.section(p));
    return alike && contentEqual.ask(o, p, () -> compareContent(o, p));
  }

  private boolean compareContent(Piece o, Piece p) {
    return o.size() == p.size()
        && compareSites(orig.sites(o), patched.sites(p)).isEmpty()
        && sameContentBytes(o, p);
  }

  private boolean sameContentBytes(Piece o, Piece p) {
    byte[] a = masked(orig.bytes(o), orig.sites(o));
    byte[] b = masked(patched.bytes(p), patched.sites(p));
    if (lines == LineNumbers.TOLERATED) {
      maskLines(orig, o, a);
      maskLines(patched, p, b);
    }
    return Arrays.equals(a, b)
        || (lines == LineNumbers.TOLERATED && a.length == b.length && differInLines(o, a, p, b));
  }

  private static void maskLines(ObjectLayout layout, Piece piece, byte[] bytes) {
    LineRecord.of(piece, layout.section(piece))
        .ifPresent(
            record -> record.maskLines(bytes, layout.sites(piece), layout.bytes(piece).order()));
  }

  private static Optional<Difference> difference(Difference.Kind kind, long offset, String what) {
    return Optional.of(new Difference(kind, offset, what));
  }
}
