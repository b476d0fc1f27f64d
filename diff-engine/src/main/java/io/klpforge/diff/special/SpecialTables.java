package io.klpforge.diff.special;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.SectionRole;
import io.klpforge.diff.layout.Site;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The records of all tables of one object, by the function they are about.
 *
 * <p>A table whose records cannot be told apart, or that the kernel would not read of a module, is
 * {@link #uncopied}: code that it is about cannot be carried.
 */
public final class SpecialTables {
  private final ObjectLayout layout;
  private final Optional<Piece> unwindRecords;
  private final Map<Piece, List<TableEntry>> entries = new LinkedHashMap<>();
  private final Map<Piece, Set<String>> uncopied = new LinkedHashMap<>();
  private final Set<Piece> undivided = new LinkedHashSet<>();
  private final Set<Piece> unlisted = new LinkedHashSet<>();

  private SpecialTables(ObjectLayout layout) {
    this.layout = layout;
    this.unwindRecords =
        layout
            .object()
            .section(SpecialSection.ORC_UNWIND.sectionName())
            .flatMap(section -> layout.pieceAt(section.id(), 0));
    for (Piece piece : layout.pieces()) {
      if (piece.role() == SectionRole.TABLE) {
        cut(piece, SpecialSection.of(layout.section(piece).name()).orElseThrow());
      } else if (piece.role() == SectionRole.DATA && UnlistedSection.isAboutCode(layout, piece)) {
        cut(piece, SpecialSection.UNLISTED);
      }
    }
  }

  /**
   * Cuts every table of an object into records.
   *
   * @throws MalformedElfException if unwind records and their addresses do not fit
   */
  public static SpecialTables of(ObjectLayout layout) {
    return new SpecialTables(layout);
  }

  /** {@return the records about {@code owner}, in the order of sections and places} */
  public List<TableEntry> about(Piece owner) {
    return entries.getOrDefault(owner, List.of());
  }

  /** {@return names of the sections that are about {@code owner} and cannot be copied} */
  public Set<String> uncopied(Piece owner) {
    return uncopied.getOrDefault(owner, Set.of());
  }

  /** {@return the tables that can only be compared as a whole} */
  public Set<Piece> undivided() {
    return undivided;
  }

  /** {@return whether a piece is records of an unlisted table} */
  public boolean isUnlisted(Piece piece) {
    return unlisted.contains(piece);
  }

  private void cut(Piece piece, SpecialSection table) {
    if (piece.size() == 0) {
      return;
    }
    switch (table.treatment()) {
      case BY_RECORD, REPLACED -> cutRecords(piece, table);
      case REFUSED -> leaveWhole(piece);
      case LEFT_OUT, WITH_ADDRESSES -> {}
    }
  }

  private void cutRecords(Piece piece, SpecialSection table) {
    List<Site> sites = layout.sites(piece);
    OptionalInt size = entrySize(table, piece, sites);
    List<TableEntry> records =
        size.isPresent() ? records(piece, table, sites, size.getAsInt()) : List.of();
    if (records.isEmpty()) {
      leaveWhole(piece);
      return;
    }
    if (table == SpecialSection.UNLISTED) {
      unlisted.add(piece);
    }
    for (int index = 0; index < records.size(); index++) {
      add(records.get(index), index);
    }
  }

  private void leaveWhole(Piece piece) {
    undivided.add(piece);
    for (Site site : layout.sites(piece)) {
      CodeReference.owner(site)
          .ifPresent(
              owner ->
                  uncopied
                      .computeIfAbsent(owner, key -> new LinkedHashSet<>())
                      .add(layout.section(piece).name()));
    }
  }

  private OptionalInt entrySize(SpecialSection table, Piece piece, List<Site> sites) {
    long alignment =
        table == SpecialSection.PARAINSTRUCTIONS ? 8 : layout.section(piece).alignment();
    EntryTable shape = EntryTable.of(piece.size(), alignment, sites);
    return table == SpecialSection.UNLISTED
        ? UnlistedSection.entrySize(layout, piece, shape)
        : shape.entrySize(table.leastReferences(), table.mostReferences());
  }

  /** Without any, if one is about no code of this object or writes into the next one. */
  private List<TableEntry> records(Piece piece, SpecialSection table, List<Site> sites, int size) {
    List<TableEntry> records = new ArrayList<>();
    Bytes whole = layout.bytes(piece);
    int next = 0;
    for (long start = 0; start < piece.size(); start += size) {
      int end = next;
      while (end < sites.size() && sites.get(end).offset() < start + size) {
        end++;
      }
      Bytes bytes = slice(whole, start, size);
      List<Site> own = moved(sites, next, end, start);
      Optional<TableEntry> record =
          areInside(own, bytes) ? record(table, piece, start, bytes, own) : Optional.empty();
      if (record.isEmpty()) {
        return List.of();
      }
      records.add(record.get());
      next = end;
    }
    return records;
  }

  private static boolean areInside(List<Site> sites, Bytes bytes) {
    return sites.stream().allMatch(site -> site.offset() + site.field().width() <= bytes.length());
  }

  private static Bytes slice(Bytes whole, long start, int size) {
    return whole.slice((int) start, (int) Math.min(size, whole.length() - start));
  }

  private static List<Site> moved(List<Site> sites, int from, int to, long start) {
    if (to - from == 1) {
      return List.of(sites.get(from).at(sites.get(from).offset() - start));
    }
    List<Site> moved = new ArrayList<>(to - from);
    for (Site site : sites.subList(from, to)) {
      moved.add(site.at(site.offset() - start));
    }
    return moved;
  }

  private Optional<TableEntry> record(
      SpecialSection table, Piece piece, long start, Bytes bytes, List<Site> sites) {
    List<Site> meant = FixupRecord.meant(layout, table, sites);
    if (table == SpecialSection.ALTINSTRUCTIONS) {
      meant = AlternativeRecord.meant(bytes, meant);
    }
    for (Site site : meant) {
      Optional<Piece> owner = CodeReference.owner(site);
      if (owner.isPresent()) {
        String name = layout.section(piece).name();
        return Optional.of(new TableEntry(table, name, piece, owner.get(), start, bytes, meant));
      }
    }
    return Optional.empty();
  }

  private void add(TableEntry entry, int index) {
    add(entry);
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
    SpecialSection table = SpecialSection.ORC_UNWIND;
    return new TableEntry(
        table, table.sectionName(), records, address.owner(), start, bytes, List.of());
  }

  private Piece unwindRecords() {
    return unwindRecords.orElseThrow(
        () -> new MalformedElfException(".orc_unwind_ip is there, .orc_unwind is not"));
  }
}
