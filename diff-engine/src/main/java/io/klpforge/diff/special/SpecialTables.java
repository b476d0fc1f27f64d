package io.klpforge.diff.special;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.SectionRole;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The records of all tables of one object, by the function they are about. */
public final class SpecialTables {
  private final ObjectLayout layout;
  private final Optional<Piece> unwindRecords;
  private final Map<Piece, List<TableEntry>> entries = new LinkedHashMap<>();

  private SpecialTables(ObjectLayout layout) {
    this.layout = layout;
    this.unwindRecords =
        layout
            .object()
            .section(SpecialSection.ORC_UNWIND.sectionName())
            .flatMap(section -> layout.pieceAt(section.id(), 0));
    for (Piece piece : layout.pieces()) {
      if (piece.role() == SectionRole.TABLE) {
        cut(piece);
      }
    }
  }

  /**
   * Cuts every table of an object into records.
   *
   * @throws MalformedElfException if a table does not divide, or a record is about no code
   */
  public static SpecialTables of(ObjectLayout layout) {
    return new SpecialTables(layout);
  }

  /** {@return the records about {@code owner}, in the order of sections and places} */
  public List<TableEntry> about(Piece owner) {
    return entries.getOrDefault(owner, List.of());
  }

  private void cut(Piece piece) {
    SpecialSection table = table(piece);
    boolean noRecords = table == SpecialSection.ORC_UNWIND || table == SpecialSection.PRINTK_INDEX;
    if (noRecords || piece.size() == 0) {
      return;
    }
    List<Site> sites = layout.sites(piece);
    if (sites.isEmpty()) {
      throw new MalformedElfException("section " + table.sectionName() + " has no relocations");
    }
    int size = entrySize(table, piece, sites);
    int next = 0;
    for (int index = 0; (long) index * size < piece.size(); index++) {
      long start = (long) index * size;
      int end = next;
      while (end < sites.size() && sites.get(end).offset() < start + size) {
        end++;
      }
      add(entry(table, piece, start, size, sites.subList(next, end)), index);
      next = end;
    }
  }

  private SpecialSection table(Piece piece) {
    return SpecialSection.of(layout.section(piece).name()).orElseThrow();
  }

  private int entrySize(SpecialSection table, Piece piece, List<Site> sites) {
    List<Long> offsets = sites.stream().map(Site::offset).toList();
    long alignment =
        table == SpecialSection.PARAINSTRUCTIONS ? 8 : layout.section(piece).alignment();
    List<Boolean> namesCode = sites.stream().map(SpecialTables::namesCode).toList();
    return EntryTable.entrySize(table.sectionName(), piece.size(), alignment, offsets, namesCode);
  }

  private TableEntry entry(
      SpecialSection table, Piece piece, long start, int size, List<Site> sites) {
    int length = (int) Math.min(size, piece.size() - start);
    Bytes bytes = layout.bytes(piece).slice((int) start, length);
    List<Site> own = new ArrayList<>();
    for (Site site : sites) {
      own.add(site.at(site.offset() - start));
    }
    List<Site> meant =
        table == SpecialSection.ALTINSTRUCTIONS ? AlternativeRecord.meant(bytes, own) : own;
    return new TableEntry(table, piece, owner(table, own), start, bytes, meant);
  }

  private static Piece owner(SpecialSection table, List<Site> sites) {
    if (sites.isEmpty() || !namesCode(sites.get(0))) {
      throw new MalformedElfException(
          "a record of " + table.sectionName() + " is about no code of this object");
    }
    return ((Target.InPiece) sites.get(0).target()).piece();
  }

  private static boolean namesCode(Site site) {
    return site.target() instanceof Target.InPiece in
        && (in.piece().role() == SectionRole.CODE
            || in.piece().role() == SectionRole.AUXILIARY_CODE);
  }

  private void add(TableEntry entry, int index) {
    entries.computeIfAbsent(entry.owner(), key -> new ArrayList<>()).add(entry);
    if (entry.table() == SpecialSection.ORC_UNWIND_IP) {
      add(unwindRecord(entry, index));
    }
  }

  private void add(TableEntry entry) {
    entries.computeIfAbsent(entry.owner(), key -> new ArrayList<>()).add(entry);
  }

  /** The record at the same place of {@code .orc_unwind}. */
  private TableEntry unwindRecord(TableEntry address, int index) {
    Piece records = unwindRecords();
    long count = address.section().size() / address.bytes().length();
    if (count == 0 || records.size() % count != 0) {
      throw new MalformedElfException(".orc_unwind and .orc_unwind_ip are of different lengths");
    }
    int size = (int) (records.size() / count);
    Bytes bytes = layout.bytes(records).slice(index * size, size);
    long start = (long) index * size;
    return new TableEntry(
        SpecialSection.ORC_UNWIND, records, address.owner(), start, bytes, List.of());
  }

  private Piece unwindRecords() {
    return unwindRecords.orElseThrow(
        () -> new MalformedElfException(".orc_unwind_ip is there, .orc_unwind is not"));
  }
}
