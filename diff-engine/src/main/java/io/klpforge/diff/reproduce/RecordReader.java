package io.klpforge.diff.reproduce;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import io.klpforge.diff.special.SpecialSection;
import io.klpforge.diff.special.SpecialTables;
import io.klpforge.diff.special.TableEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares the special section records about a function: what its alternatives become, which key
 * turns its static branches, where it resumes after a fault.
 */
final class RecordReader {
  private final SpecialTables tables;
  private final ShippedImage image;
  private final PieceReader reader;

  /** Of each table that the object has, any record: the shipped table's are of that size. */
  private final Map<SpecialSection, TableEntry> samples = new EnumMap<>(SpecialSection.class);

  RecordReader(ObjectLayout layout, SpecialTables tables, ShippedImage image, PieceReader reader) {
    this.tables = tables;
    this.image = image;
    this.reader = reader;
    layout.pieces().stream()
        .flatMap(piece -> tables.about(piece).stream())
        .filter(record -> ShippedTables.isCompared(record.table()))
        .forEach(record -> samples.putIfAbsent(record.table(), record));
  }

  /**
   * {@return what comes of comparing a function's records}
   *
   * @param address where the function is shipped
   */
  Comparison compare(Piece function, long address) {
    List<Pointed> pointed = new ArrayList<>();
    for (TableEntry record : tables.about(function)) {
      if (ShippedTables.isCompared(record.table())) {
        Comparison comparison = compare(record, address);
        if (comparison.mismatch().isPresent()) {
          return comparison;
        }
        pointed.addAll(comparison.pointed());
      }
    }
    return missing(function, address)
        .map(Comparison::differs)
        .orElseGet(() -> Comparison.same(pointed));
  }

  /** {@return what the shipped tables say about the function and ours do not} */
  private Optional<Mismatch> missing(Piece function, long address) {
    return samples.values().stream()
        .flatMap(sample -> missing(sample, function, address).stream())
        .findFirst();
  }

  private Optional<Mismatch> missing(TableEntry sample, Piece function, long address) {
    Set<Long> ours =
        tables.about(function).stream()
            .filter(record -> record.table() == sample.table())
            .map(record -> address + offset(record))
            .collect(Collectors.toSet());
    return image.tables().like(sample, reader.recordSize(sample)).stream()
        .flatMap(table -> table.codeIn(address, address + function.size()).stream())
        .filter(code -> !ours.contains(code))
        .map(
            code ->
                Mismatch.operand(
                    code - address, "has no record in " + section(sample) + ", there it has one"))
        .findFirst();
  }

  private static long offset(TableEntry record) {
    return ((Target.InPiece) record.sites().get(0).target()).offset();
  }

  private Comparison compare(TableEntry record, long address) {
    Optional<ShippedTable> table = image.tables().like(record, reader.recordSize(record));
    if (table.isEmpty()) {
      return Comparison.same(List.of());
    }
    long offset = offset(record);
    Comparison last =
        Comparison.differs(
            Mismatch.operand(offset, "has a record in " + section(record) + ", there it has none"));
    for (long shipped : table.get().about(address + offset)) {
      last = compare(record, offset, shipped);
      if (last.mismatch().isEmpty()) {
        return last;
      }
    }
    return last;
  }

  private static String section(TableEntry record) {
    return record.table().sectionName();
  }

  private Comparison compare(TableEntry record, long offset, long shipped) {
    Optional<Bytes> theirs = image.bytes(shipped, record.bytes().length());
    byte[] a = record.bytes().toArray();
    byte[] b = theirs.map(Bytes::toArray).orElseGet(() -> new byte[0]);
    if (theirs.isPresent()) {
      PieceReader.mask(a, b, 0, record.sites());
    }
    if (!Arrays.equals(a, b)) {
      return Comparison.differs(other(record, offset));
    }
    return operands(record, offset, shipped);
  }

  /** Without references, all a record of a warning holds is its line and what kind it is. */
  private static Mismatch other(TableEntry record, long offset) {
    String what = "its record in " + section(record) + " is another";
    return record.table() == SpecialSection.BUG_TABLE
        ? Mismatch.line(offset, what)
        : Mismatch.operand(offset, what);
  }

  /** A record means the code and the key it names, never the end of what lies before. */
  private Comparison operands(TableEntry record, long offset, long shipped) {
    List<Pointed> pointed = new ArrayList<>();
    for (Site site : meant(record)) {
      Optional<Mismatch> mismatch = reader.operand(site, shipped + site.offset(), true, pointed);
      if (mismatch.isPresent()) {
        String what = "its record in " + section(record) + ' ' + mismatch.get().what();
        return Comparison.differs(Mismatch.operand(offset, what));
      }
    }
    return Comparison.same(pointed.stream().map(p -> p.seenAt(offset)).toList());
  }

  /** Where an alternative's replacement is empty, the reference to it means nothing. */
  private static List<Site> meant(TableEntry record) {
    Bytes bytes = record.bytes();
    boolean empty =
        record.table() == SpecialSection.ALTINSTRUCTIONS && bytes.u8(bytes.length() - 1) == 0;
    return empty ? record.sites().subList(0, 1) : record.sites();
  }
}
